import type { OperationResult } from '@switchboard/protocol'
import type { Console } from '../state/console.ts'

const PAGE = 200
/** Pages that are read at most: a person with more than that is told of by "at least". */
const MAX_PAGES = 10

export interface Held {
  count: number
  /** Whether there may be more. */
  isMore: boolean
}

/** How many Conversations an Agent holds, open and snoozed: what goes back when they lose access. */
export async function countHeld(console: Console, agent: string): Promise<Held> {
  const [open, snoozed] = await Promise.all([
    countOf(console, agent, 'open'),
    countOf(console, agent, 'snoozed'),
  ])
  return { count: open.count + snoozed.count, isMore: open.isMore || snoozed.isMore }
}

async function countOf(console: Console, agent: string, status: 'open' | 'snoozed'): Promise<Held> {
  let count = 0
  let page: string | null = null
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const args = {
      view: 'all',
      status,
      agent,
      limit: PAGE,
      ...(page !== null && { page }),
    } as const
    // One page leads to the next.
    // oxlint-disable-next-line no-await-in-loop
    const answer: OperationResult<'conversations'> = await console.ask('conversations', args)
    count += answer.conversations.length
    page = answer.next
    if (page === null) return { count, isMore: false }
  }
  return { count, isMore: true }
}

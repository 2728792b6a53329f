import type { HistoryStore, Transaction } from '@switchboard/history'
import {
  SwitchboardError,
  type Agent,
  type Conversation,
  type OperationArgs,
  type OperationResult,
} from '@switchboard/protocol'
import { toSwitchboardError } from '../errors.ts'
import { release, resolveConversation, take } from './assignments.ts'
import { setLabels, snooze } from './care.ts'
import { transfer } from './hand-over.ts'
import { requireConversation } from './require-conversation.ts'

const MOST_LABELS = 20

interface Asker {
  agent: Agent
  defaultCapacity: number
}

/** Does the same to many Conversations, each in an operation of its own; one that is refused stops no other. */
export async function bulk(
  store: HistoryStore,
  args: OperationArgs<'bulk'>,
  asker: Asker,
): Promise<OperationResult<'bulk'>> {
  const numbers = [...new Set(args.numbers)]
  const results = numbers.map(async (number) => {
    try {
      await store.transact(async (transaction) => {
        await act(transaction, await requireConversation(transaction, number), args, asker)
      })
      return { number }
    } catch (error) {
      const { code, message } = toSwitchboardError(error).toBody()
      return { number, error: { code, message } }
    }
  })
  return { results: await Promise.all(results) }
}

async function act(
  transaction: Transaction,
  { number, assignmentVersion, assignee, labels = [] }: Conversation,
  args: OperationArgs<'bulk'>,
  { agent, defaultCapacity }: Asker,
): Promise<unknown> {
  const version = { number, assignmentVersion }
  const request = { ...version, agent: agent.id }
  switch (args.action) {
    case 'resolve':
      return resolveConversation(transaction, request)
    case 'release':
      return release(transaction, request)
    case 'take':
      // Whoever looks at many rows at once does not mean to take a colleague's.
      if (assignee !== null && assignee !== agent.id) throw heldByAnother(assignee)
      return take(transaction, request)
    case 'snooze':
      return snooze(transaction, { ...version, until: args.until }, agent)
    case 'label':
      if (!labels.includes(args.label) && labels.length >= MOST_LABELS)
        throw new SwitchboardError('BAD_REQUEST', `There is room for ${MOST_LABELS} labels.`)
      return setLabels(transaction, { number, labels: [...labels, args.label] })
    case 'unlabel':
      return setLabels(transaction, { number, labels: labels.filter((id) => id !== args.label) })
    case 'transfer':
      return transfer(
        transaction,
        { ...version, to: args.to, note: args.note, agent },
        defaultCapacity,
      )
  }
}

const heldByAnother = (holder: string) =>
  new SwitchboardError('NOT_HOLDER', 'Somebody else holds this conversation.', { data: { holder } })

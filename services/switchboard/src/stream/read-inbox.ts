import type { Agent, OperationArgs, OperationResult } from '@switchboard/protocol'
import type { AppContext } from '../context.ts'

/** A page of what the asker looks at. */
export async function readInbox(
  { store }: Pick<AppContext, 'store'>,
  args: OperationArgs<'conversations'>,
  asker: { agent: Agent },
): Promise<OperationResult<'conversations'>> {
  const holder = holderOf(args, asker.agent)
  // Nobody is in a view of one Agent and held by another.
  if (holder === 'nobody') return { conversations: [], next: null, asOf: store.seq }
  const { status, sort, limit, label, mood, q, page } = args
  return store.conversations({
    status,
    sort,
    limit,
    ...holder,
    ...(label !== undefined && { label }),
    ...(mood !== undefined && { mood }),
    ...(q && { q }),
    ...(page && { page }),
  })
}

function holderOf(
  { view, agent }: OperationArgs<'conversations'>,
  asker: Agent,
): { assignee?: string | null } | 'nobody' {
  if (view === 'all') return agent === undefined ? {} : { assignee: agent }
  const assignee = view === 'mine' ? asker.id : null
  return agent === undefined || agent === assignee ? { assignee } : 'nobody'
}

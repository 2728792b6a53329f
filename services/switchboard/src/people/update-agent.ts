import type { Transaction } from '@switchboard/history'
import { SwitchboardError, type Agent, type OperationArgs } from '@switchboard/protocol'
import { rename } from './credentials.ts'
import { removeInvitesBy } from './invites.ts'
import { endSessionsOf } from './sessions.ts'

export const isAdmin = (agent: Agent): boolean => agent.role === 'admin' && !agent.disabled

export function refuseUnlessAdmin(agent: Agent): void {
  if (!isAdmin(agent)) throw new SwitchboardError('FORBIDDEN', 'Only an admin can do that.')
}

/** Changes a person. Somebody has to stay who can bring others in. */
export async function updateAgent(
  transaction: Transaction,
  { id, name, capacity, role, disabled }: OperationArgs<'update-agent'>,
): Promise<Agent> {
  const before = await transaction.agent(id)
  if (!before) throw new SwitchboardError('UNKNOWN_AGENT', 'There is nobody with this id.')
  const named = name === undefined ? before : await rename(transaction, before, name)
  const { capacity: _, ...rest } = named
  const room = capacity === undefined ? named.capacity : (capacity ?? undefined)
  const after: Agent = {
    ...rest,
    role: role ?? before.role,
    disabled: disabled ?? before.disabled,
    ...(room !== undefined && { capacity: room }),
  }
  await transaction.putAgent(after)
  await refuseLastAdmin(transaction)
  if (isAdmin(before) && !isAdmin(after)) await removeInvitesBy(transaction, id)
  if (after.disabled) await endSessionsOf(transaction, id)
  return after
}

async function refuseLastAdmin(transaction: Transaction): Promise<void> {
  if ((await transaction.agents()).some(isAdmin)) return
  throw new SwitchboardError('LAST_ADMIN', 'Somebody else has to be an admin first.')
}

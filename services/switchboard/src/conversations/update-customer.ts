import type { Transaction } from '@switchboard/history'
import type { Agent, OperationArgs } from '@switchboard/protocol'
import { refuseUnlessHolder } from './hand-over.ts'
import { requireConversation } from './require-conversation.ts'
import { block, unblock } from './summary.ts'

/** Notes who a Customer is. Blocking is told in the thread, with who did it. */
export async function updateCustomer(
  transaction: Transaction,
  { number, name, fields, timeZone, blocked }: OperationArgs<'update-customer'>,
  agent: Agent,
): Promise<void> {
  const before = await requireConversation(transaction, number)
  if (blocked !== undefined && blocked !== (before.blocked ?? false)) {
    refuseUnlessHolder(before, agent)
    await setBlocked(transaction, number, blocked, agent)
  }
  if (name === undefined && fields === undefined && timeZone === undefined) return
  await transaction.putConversation({
    ...(await requireConversation(transaction, number)),
    ...(name !== undefined && { name }),
    ...(fields !== undefined && { fields }),
    ...(timeZone !== undefined && { timeZone }),
  })
}

async function setBlocked(
  transaction: Transaction,
  number: string,
  blocked: boolean,
  agent: Agent,
): Promise<void> {
  const event = blocked ? 'blocked' : 'unblocked'
  await transaction.append(number, { kind: 'event', event, agent: agent.id })
  const conversation = await requireConversation(transaction, number)
  await transaction.putConversation(blocked ? block(conversation) : unblock(conversation))
}

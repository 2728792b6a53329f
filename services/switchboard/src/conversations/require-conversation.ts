import type { Transaction } from '@switchboard/history'
import { SwitchboardError, type Conversation } from '@switchboard/protocol'

/** The summary of a known Customer; NOT_FOUND for any other number. */
export async function requireConversation(
  transaction: Pick<Transaction, 'conversation'>,
  number: string,
): Promise<Conversation> {
  const conversation = await transaction.conversation(number)
  if (conversation) return conversation
  throw new SwitchboardError('NOT_FOUND', `There is no conversation with ${number}.`)
}

import type { Transaction } from '@switchboard/history'
import { isFailure, type Conversation, type Message, type Unsettled } from '@switchboard/protocol'

/** So that a summary stays small however many fail; of more the newest are named. */
const UNSETTLED_KEPT = 20

/** Stores a reply with what became of it, and names it in the summary for as long as somebody has to see to it. */
export async function changeReply(transaction: Transaction, reply: Message): Promise<Message> {
  const changed = (await transaction.change(reply)) as Message
  const before = await transaction.conversation(changed.conversation)
  const after = before && afterOutcome(before, changed)
  if (after && after !== before) await transaction.putConversation(after)
  return changed
}

/** With this reply among the unsettled ones, or not; nearly all were settled before, and change nothing. */
export function afterOutcome(conversation: Conversation, reply: Message): Conversation {
  const { unsettled = [] } = conversation
  const { position, agent } = reply
  const others = unsettled.filter((one) => one.position !== position)
  const status = troubleOf(reply)
  if (status === null && others.length === unsettled.length) return conversation
  const named: Unsettled[] =
    status === null ? others : [...others, { position, status, ...(agent && { agent }) }]
  if (named.length === 0) return settled(conversation)
  const inOrder = named.toSorted((one, other) => one.position - other.position)
  return { ...conversation, unsettled: inOrder.slice(-UNSETTLED_KEPT) }
}

/** Nothing is left to see to. */
export function settled(conversation: Conversation): Conversation {
  const { unsettled, ...others } = conversation
  return unsettled === undefined ? conversation : others
}

function troubleOf({ status, resentAs }: Message): Unsettled['status'] | null {
  if (resentAs !== undefined) return null
  if (status === 'unknown') return 'unknown'
  return isFailure(status) ? 'failed' : null
}

/**
 * Twilio's words for what became of a message, plus ours: `pending` (in the outbox) and `unknown`
 * (the carrier's answer was lost). Ranks as DESIGN §1 gives them; final states share one rank.
 */
const rank = {
  pending: 0,
  unknown: 1,
  accepted: 2,
  scheduled: 2,
  queued: 2,
  sending: 3,
  sent: 4,
  delivered: 5,
  undelivered: 5,
  failed: 5,
  canceled: 5,
  read: 6,
  receiving: 0,
  received: 5,
} as const

export type DeliveryStatus = keyof typeof rank
export const deliveryStatuses = Object.keys(rank) as DeliveryStatus[]

export function isDeliveryStatus(word: string): word is DeliveryStatus {
  return Object.hasOwn(rank, word)
}

/** Whether nothing but `read` can follow. */
export function isFinal(status: DeliveryStatus): boolean {
  return rank[status] >= 5
}

/** Whether the message did not reach the customer and never will. */
export function isFailure(status: DeliveryStatus): boolean {
  return status === 'failed' || status === 'undelivered' || status === 'canceled'
}

/**
 * The status after `next` was reported: only ever forward, the first final one stays, and only a
 * delivered message can be read.
 */
export function advanceStatus(current: DeliveryStatus, next: DeliveryStatus): DeliveryStatus {
  if (next === 'read') return current === 'read' || !isFailure(current) ? 'read' : current
  return rank[next] > rank[current] ? next : current
}

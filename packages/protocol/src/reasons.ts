/**
 * Why the switchboard did something by itself: what its events and priorities carry as `reason`, by a code that
 * never changes. A console says it in its reader's language; the words here are stored and never change either,
 * so that old entries stay readable. What a person wrote as a reason is no code.
 */
export const reasons = {
  answeredLast: 'answered this customer last',
  leastUnanswered: 'has the least unanswered work',
  longestWithoutWork: 'longest without new work',
  byReplying: 'by replying',
  wasSnoozed: 'it was snoozed',
  wasResolved: 'it was resolved',
  toQueue: 'to the queue',
  endOfShift: 'end of the shift',
  accessEnded: 'their access ended',
  goneWithoutAnswering: 'gone without answering',
  backOnLine: 'back on line',
  notOnLine: 'not on line when the customer wrote',
  customerWrote: 'the customer wrote',
  untilCustomerWrites: 'until the customer writes',
  timeHasCome: 'its time has come',
  carrierSaysSo: 'the carrier says so',
  furious: 'the customer is furious',
  negativeRun: '3 negative texts in a row',
  setByHand: 'set by hand',
  byApi: 'by the API',
} as const

export type ReasonCode = keyof typeof reasons

const codes = new Map(Object.entries(reasons).map(([code, words]) => [words as string, code]))

/** The code of a reason the switchboard gave; undefined for a person's own words. */
export function reasonCode(reason: string): ReasonCode | undefined {
  return codes.get(reason) as ReasonCode | undefined
}

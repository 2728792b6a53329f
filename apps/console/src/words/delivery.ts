import type { DeliveryStatus, TimelineMessage } from '@switchboard/protocol'

/**
 * What the carrier's error numbers mean for the person who reads them, and what to do about it
 * (Twilio's error dictionary). Each ends the message; none of them is tried again by itself.
 */
const causes: Readonly<Record<number, string>> = {
  21211: 'this is not a number that can be texted. Check it with the customer',
  21212: 'our own number is not set up right. Tell an admin',
  21408: 'texts to this country are not switched on for our account. Tell an admin',
  21606: 'our number cannot send texts. Tell an admin',
  21610: 'the customer has opted out. Only their START lifts that',
  21611: 'too many texts were waiting at the carrier. Try later',
  21612: 'our number cannot reach this one. Tell an admin',
  21614: 'this is not a mobile number. Call, or ask for another one',
  21617: 'the text is too long. Send it in parts',
  30001: 'too many texts were waiting at the carrier. Try later',
  30002: 'our carrier account is suspended. Tell an admin',
  30003: 'the phone is off or out of reach. Try later',
  30004: 'the phone refuses our texts. Ask another way',
  30005: 'this number is not in use. Check it with the customer',
  30006: 'a landline, or a network that takes no texts. Call instead',
  30007: 'the carrier filtered it as spam. Word it differently, with fewer links',
  30008: 'the carrier gave no reason. Try later',
  30032: 'our toll-free number is not verified yet. Tell an admin',
  30034: 'our number is not registered for texting in the US. Tell an admin',
  30036: 'it waited too long at the carrier. Send it again if it still matters',
  30410: 'the network did not answer in time. Try later',
  30450: 'the carrier blocks this destination against fraud. Tell an admin',
}

export type DeliveryTone = 'waiting' | 'sent' | 'delivered' | 'failed' | 'unsure'

interface DeliveryWords {
  tone: DeliveryTone
  /** One or two words, read by everyone. */
  short: string
  /** The whole sentence, where there is more to say. */
  long?: string
}

const plain: Readonly<Record<DeliveryStatus, DeliveryWords>> = {
  pending: { tone: 'waiting', short: 'Sending' },
  accepted: { tone: 'waiting', short: 'Queued' },
  scheduled: { tone: 'waiting', short: 'Scheduled' },
  queued: { tone: 'waiting', short: 'Queued' },
  sending: { tone: 'waiting', short: 'Sending' },
  sent: { tone: 'sent', short: 'Sent' },
  delivered: { tone: 'delivered', short: 'Delivered' },
  read: { tone: 'delivered', short: 'Read' },
  receiving: { tone: 'waiting', short: 'Receiving' },
  received: { tone: 'delivered', short: 'Received' },
  unknown: {
    tone: 'unsure',
    short: 'Not certain',
    long: 'Not certain: the carrier’s answer was lost. We are asking, and it is never sent twice.',
  },
  undelivered: { tone: 'failed', short: 'Not delivered' },
  failed: { tone: 'failed', short: 'Not sent' },
  canceled: { tone: 'failed', short: 'Canceled' },
}

/** What became of a reply, in words. */
export function deliveryWords({
  status,
  errorCode,
  resentAs,
}: Pick<TimelineMessage, 'status' | 'errorCode' | 'resentAs'>): DeliveryWords {
  const words = plain[status]
  if (status === 'unknown' && resentAs !== undefined)
    return { ...words, long: 'Not certain whether this one arrived. It was sent again.' }
  if (words.tone !== 'failed') return words
  if (errorCode === undefined) return { ...words, long: `${words.short}.` }
  const cause = causes[errorCode] ?? `the carrier says error ${errorCode}`
  return { ...words, long: `${words.short}: ${cause}.` }
}

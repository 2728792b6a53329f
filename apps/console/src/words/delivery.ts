import type { DeliveryStatus, TimelineMessage } from '@switchboard/protocol'

/** What the carrier's error numbers mean for the person who reads them (Twilio's error dictionary). */
const causes: Readonly<Record<number, string>> = {
  21211: 'this is not a number that can be texted',
  21408: 'texts to this country are not switched on for our account',
  21610: 'the customer has opted out',
  21611: 'too many texts were waiting at the carrier. Try later',
  21614: 'this is not a mobile number',
  21617: 'the text is too long',
  30001: 'too many texts were waiting at the carrier. Try later',
  30002: 'our carrier account is suspended',
  30003: 'the phone is off or out of reach. Try later',
  30004: 'the phone refuses our texts',
  30005: 'this number is not in use',
  30006: 'a landline, or a network that takes no texts',
  30007: 'the carrier filtered it as spam',
  30008: 'the carrier gave no reason. Try later',
  30032: 'our toll-free number is not verified yet',
  30034: 'our number is not registered for texting in the US',
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
}: Pick<TimelineMessage, 'status' | 'errorCode'>): DeliveryWords {
  const words = plain[status]
  if (words.tone !== 'failed') return words
  if (errorCode === undefined) return { ...words, long: `${words.short}.` }
  const cause = causes[errorCode] ?? `the carrier says error ${errorCode}`
  return { ...words, long: `${words.short}: ${cause}.` }
}

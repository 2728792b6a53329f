import type { DeliveryStatus, TimelineMessage } from '@switchboard/protocol'
import { allWords as catalogue } from '../i18n/later.ts'
import { own } from '../state/own.ts'

export type DeliveryTone = 'waiting' | 'sent' | 'delivered' | 'failed' | 'unsure'

interface DeliveryWords {
  tone: DeliveryTone
  /** One or two words, read by everyone. */
  short: string
  /** The whole sentence, where there is more to say. */
  long?: string
}

const tones: Readonly<Record<DeliveryStatus, DeliveryTone>> = {
  pending: 'waiting',
  accepted: 'waiting',
  scheduled: 'waiting',
  queued: 'waiting',
  sending: 'waiting',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  receiving: 'waiting',
  received: 'delivered',
  unknown: 'unsure',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
}

/** What became of a reply, in words. */
export function deliveryWords({
  status,
  errorCode,
  resentAs,
}: Pick<TimelineMessage, 'status' | 'errorCode' | 'resentAs'>): DeliveryWords {
  const { delivery } = catalogue()
  const words = { tone: tones[status], short: delivery.states[status] }
  if (status === 'unknown')
    return { ...words, long: resentAs === undefined ? delivery.unknown : delivery.sentAgain }
  if (words.tone !== 'failed') return words
  if (errorCode === undefined) return { ...words, long: delivery.ended(words.short) }
  const causes: Readonly<Record<number, string>> = delivery.causes
  const cause = own(causes, String(errorCode)) ?? delivery.code(errorCode)
  return { ...words, long: delivery.because(words.short, cause) }
}

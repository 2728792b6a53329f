import type { PhoneText } from '@switchboard/protocol'
import type { Message } from '../store/model.ts'
import type { Store } from '../store/store.ts'

/** Where the pages and their API live; the front door passes this prefix on unchanged. */
export const phonePath = '/phone'

/** A message as the customer's phone sees it. */
export function toPhoneText(store: Store, message: Message): PhoneText {
  const inbound = message.direction === 'inbound'
  return {
    sid: message.sid,
    number: (inbound ? message.from : message.to) ?? '',
    line: (inbound ? message.to : message.from) ?? '',
    direction: inbound ? 'inbound' : 'outbound',
    body: message.body,
    pictures: store.media.ofMessage(message.sid).map(({ sid, contentType }) => ({
      sid,
      url: `${phonePath}/api/media/${sid}`,
      contentType,
    })),
    state: inbound ? inboundState(message) : outboundState(message),
    automatic: message.automatic,
    at: inbound ? message.createdAt : (message.sentAt ?? message.createdAt),
  }
}

function inboundState({ webhook }: Message): PhoneText['state'] {
  if (webhook === 'pending') return 'sent'
  return webhook === 'failed' ? 'unanswered' : 'delivered'
}

function outboundState({ status }: Message): PhoneText['state'] {
  if (status === 'delivered') return 'delivered'
  const lost = status === 'failed' || status === 'undelivered' || status === 'canceled'
  return lost ? 'lost' : 'coming'
}

/** The newest texts of a phone, oldest first. */
export function textsOf(store: Store, number: string, limit: number): PhoneText[] {
  const found: PhoneText[] = []
  for (const message of [...store.messages.values()].toReversed()) {
    const customer = message.direction === 'inbound' ? message.from : message.to
    if (customer === number) found.push(toPhoneText(store, message))
    if (found.length === limit) break
  }
  return found.toReversed()
}

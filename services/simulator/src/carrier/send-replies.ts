import { MAX_BODY_LENGTH } from '@switchboard/protocol'
import type { Context } from '../context.ts'
import type { Message } from '../store/model.ts'
import type { Reply } from '../webhooks/twiml.ts'
import { note } from './call-webhook.ts'
import { deliver } from './deliver.ts'
import { makeMessage } from './new-message.ts'

/** Sends the texts an answer asks for, as Twilio does: to the customer unless told otherwise. */
export function sendReplies(
  context: Context,
  inbound: Message,
  webhookUrl: string,
  replies: Reply[],
): void {
  for (const reply of replies) {
    const refusal = sendReply(context, inbound, webhookUrl, reply)
    if (refusal) note(context, inbound, { level: 'error', ...refusal, url: webhookUrl })
  }
}

/** Why it is not sent, or null. */
function sendReply(
  context: Context,
  inbound: Message,
  webhookUrl: string,
  reply: Reply,
): { code: number; message: string } | null {
  const from = reply.from ?? inbound.to
  const to = reply.to ?? inbound.from ?? ''
  const sender = inbound.messagingServiceSid ?? from
  if (!context.store.numberCalled(from))
    return { code: 14103, message: `Reply: ${from} is not one of our numbers` }
  if (reply.body === '' && reply.mediaUrls.length === 0)
    return { code: 14103, message: 'Reply: nothing to send' }
  if (reply.body.length > MAX_BODY_LENGTH)
    return { code: 21617, message: 'Reply: the body exceeds the 1600 character limit' }
  if (context.store.isBlocked(sender, to))
    return { code: 21610, message: 'Attempt to send to unsubscribed recipient' }
  const message = makeMessage(context, {
    direction: 'outbound-reply',
    from,
    to,
    body: reply.body,
    status: 'queued',
    mediaUrls: reply.mediaUrls.map((url) => absolute(url, webhookUrl)),
    statusCallback:
      reply.statusCallback === null ? null : absolute(reply.statusCallback, webhookUrl),
    messagingServiceSid: inbound.messagingServiceSid,
  })
  context.store.putMessage(message)
  deliver(context, message.sid)
  return null
}

function absolute(url: string, base: string): string {
  return URL.canParse(url, base) ? new URL(url, base).href : url
}

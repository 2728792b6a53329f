import type { Context } from '../context.ts'
import type { IncomingNumber, Message } from '../store/model.ts'
import { judgeAnswer } from '../webhooks/twiml.ts'
import { callWebhook, note } from './call-webhook.ts'
import { keepPicture } from './fetch-media.ts'
import type { Picture } from './fetch-media.ts'
import { keywordAnswers, keywordOf } from './keywords.ts'
import { makeMessage } from './new-message.ts'
import { sendReplies } from './send-replies.ts'
import { inboundParams } from './webhook-params.ts'

export interface Text {
  from: string
  body: string
  pictures: Picture[]
}

/** Takes a customer's text to one of our numbers: stores it, obeys keywords, then calls the webhook. */
export function receiveText(context: Context, number: IncomingNumber, text: Text): Message {
  const now = new Date().toISOString()
  const message = makeMessage(context, {
    direction: 'inbound',
    from: text.from,
    to: number.phoneNumber,
    body: text.body,
    status: 'received',
    numMedia: text.pictures.length,
    messagingServiceSid: number.messagingServiceSid,
    sentAt: now,
    webhook: 'pending',
  })
  for (const picture of text.pictures) keepPicture(context, message, picture)
  context.store.putMessage(message)
  obeyKeyword(context, number, message)
  announce(context, number, message)
  return message
}

/** Twilio answers keywords itself, and still passes them on. */
function obeyKeyword(context: Context, number: IncomingNumber, message: Message): void {
  const keyword = keywordOf(message.body)
  const customer = message.from ?? ''
  const sender = number.messagingServiceSid ?? number.phoneNumber
  if (keyword === null) return
  const wasBlocked = context.store.isBlocked(sender, customer)
  if (keyword === 'STOP') context.store.block(sender, customer)
  if (keyword === 'START') context.store.unblock(sender, customer)
  if (keyword === 'HELP' && wasBlocked) return
  context.store.putMessage(
    makeMessage(context, {
      direction: 'outbound-reply',
      from: number.phoneNumber,
      to: customer,
      body: keywordAnswers[keyword],
      status: 'delivered',
      sentAt: new Date().toISOString(),
      automatic: true,
    }),
  )
}

function announce(context: Context, number: IncomingNumber, message: Message): void {
  const where = { number: message.from }
  if (context.faults.take('webhook-lost', where)) {
    context.store.patchMessage(message.sid, { webhook: 'failed' })
    return
  }
  const times = context.faults.take('webhook-duplicate', where) ? 2 : 1
  for (let n = 0; n < times; n += 1) context.tasks.run(() => announceOnce(context, number, message))
}

async function announceOnce(
  context: Context,
  number: IncomingNumber,
  message: Message,
): Promise<void> {
  const answered = await callPrimaryThenFallback(context, number, message)
  if (context.store.messages.get(message.sid)?.webhook === 'answered') return
  context.store.patchMessage(message.sid, { webhook: answered ? 'answered' : 'failed' })
}

async function callPrimaryThenFallback(
  context: Context,
  number: IncomingNumber,
  message: Message,
): Promise<boolean> {
  const { smsUrl, smsMethod, smsFallbackUrl, smsFallbackMethod } = number
  if (smsUrl === '') return false
  const params = inboundParams(context, message, number)
  const failure = await callAndObey(context, { url: smsUrl, method: smsMethod, params }, message)
  if (failure === null) return true
  if (smsFallbackUrl === '') return false
  const told: typeof params = [...params, ['ErrorCode', String(failure)], ['ErrorUrl', smsUrl]]
  const fallback = { url: smsFallbackUrl, method: smsFallbackMethod, params: told }
  return (await callAndObey(context, fallback, message)) === null
}

/** The code of the error that sends the webhook on to its fallback, or null. */
async function callAndObey(
  context: Context,
  webhook: Parameters<typeof callWebhook>[1],
  message: Message,
): Promise<number | null> {
  const outcome = await callWebhook(context, webhook, message)
  if (!outcome.ok) return outcome.code
  const { replies, problems } = judgeAnswer(outcome.answer)
  for (const problem of problems)
    note(context, message, { ...problem, url: webhook.url, httpStatus: outcome.answer.status })
  sendReplies(context, message, webhook.url, replies)
  return problems.find(({ level }) => level === 'error')?.code ?? null
}

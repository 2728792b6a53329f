import { setMaxListeners } from 'node:events'
import type { Context } from '../context.ts'
import type { Message, MessageStatus } from '../store/model.ts'
import { fetchPicture, keepPicture, PictureError } from './fetch-media.ts'
import { callback, sendCallback } from './status-callbacks.ts'

const errorMessages: Record<number, string> = {
  11200: 'HTTP retrieval failure',
  21610: 'Attempt to send to unsubscribed recipient',
  30003: 'Unreachable destination handset',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
}

/**
 * Takes an outbound message from where it is to its end: (scheduled → accepted →) queued → sent →
 * delivered. Stops when it is cancelled or removed; a restart goes on from the stored status.
 */
export function deliver(context: Context, sid: string): void {
  setMaxListeners(0, context.tasks.signal)
  context.tasks.run(() => carry(context, sid))
}

/** Goes on with everything that was under way when the simulator stopped; webhooks that were are lost. */
export function resumeDeliveries(context: Context): void {
  const underWay: MessageStatus[] = ['scheduled', 'accepted', 'queued', 'sending', 'sent']
  for (const { sid, status, webhook } of context.store.messages.values()) {
    if (webhook === 'pending') context.store.patchMessage(sid, { webhook: 'failed' })
    if (underWay.includes(status)) deliver(context, sid)
  }
}

async function carry(context: Context, sid: string): Promise<void> {
  const first = context.store.messages.get(sid)
  if (first?.status === 'scheduled') await awaitSchedule(context, first)
  if (statusOf(context, sid) === 'accepted') await chooseSender(context, sid)
  if (statusOf(context, sid) === 'queued') await context.tasks.sleep(context.config.statusDelayMs)
  const queued = context.store.messages.get(sid)
  if (queued?.status === 'queued') advance(context, sid, { status: 'sending' })
  if (statusOf(context, sid) === 'sending') await send(context, sid)
  else if (statusOf(context, sid) === 'sent') await finish(context, sid)
}

function statusOf({ store }: Context, sid: string): MessageStatus | undefined {
  return store.messages.get(sid)?.status
}

function advance({ store }: Context, sid: string, changes: Partial<Message>): Message | undefined {
  return store.patchMessage(sid, changes)
}

async function awaitSchedule(context: Context, message: Message): Promise<void> {
  const due = Date.parse(message.sendAt ?? message.createdAt)
  // In steps: one timer cannot wait for more than 24 days.
  while (statusOf(context, message.sid) === 'scheduled' && due > Date.now())
    await context.tasks.sleep(Math.min(due - Date.now(), 60_000))
  if (statusOf(context, message.sid) === 'scheduled')
    advance(context, message.sid, { status: 'accepted' })
}

/** A Messaging Service picks one of its numbers; from then on the message has a sender. */
async function chooseSender(context: Context, sid: string): Promise<void> {
  await context.tasks.sleep(context.config.statusDelayMs)
  const message = context.store.messages.get(sid)
  if (message?.status !== 'accepted') return
  const service = message.messagingServiceSid
  const number = [...context.store.numbers.values()].find(
    (each) => each.messagingServiceSid === service,
  )
  if (service !== null && context.store.isBlocked(service, message.to))
    return fail(context, sid, 'failed', 21610)
  const queued = advance(context, sid, {
    status: 'queued',
    from: message.from ?? number?.phoneNumber ?? null,
  })
  if (queued) sendCallback(context, queued)
}

async function send(context: Context, sid: string): Promise<void> {
  const message = context.store.messages.get(sid)
  if (!message) return
  const where = { number: message.to }
  const failed = context.faults.take('failed', where)
  if (failed) return fail(context, sid, 'failed', failed.errorCode ?? 30_008)
  if (!(await fetchPictures(context, message))) return fail(context, sid, 'failed', 11_200)
  const sent = advance(context, sid, { status: 'sent', sentAt: new Date().toISOString() })
  if (!sent) return
  const held = context.faults.take('callback-out-of-order', where) !== undefined
  if (!held) sendCallback(context, sent)
  await finish(context, sid)
  if (held) await callback(context, sent)
}

async function finish(context: Context, sid: string): Promise<void> {
  await context.tasks.sleep(context.config.statusDelayMs)
  const message = context.store.messages.get(sid)
  if (!message) return
  const undelivered = context.faults.take('undelivered', { number: message.to })
  if (undelivered) return fail(context, sid, 'undelivered', undelivered.errorCode ?? 30_003)
  const delivered = advance(context, sid, { status: 'delivered' })
  if (delivered) await callback(context, delivered)
}

async function fail(
  context: Context,
  sid: string,
  status: 'failed' | 'undelivered',
  code: number,
): Promise<void> {
  const errorMessage = errorMessages[code] ?? 'Unknown error'
  const message = advance(context, sid, { status, errorCode: code, errorMessage })
  if (message) await callback(context, message)
}

/** Whether all pictures could be had. */
async function fetchPictures(context: Context, message: Message): Promise<boolean> {
  try {
    const signal = context.tasks.signal
    const pictures = await Promise.all(message.mediaUrls.map((url) => fetchPicture(url, signal)))
    if (context.store.messages.has(message.sid))
      for (const picture of pictures) keepPicture(context, message, picture)
    return true
  } catch (error) {
    if (!(error instanceof PictureError)) throw error
    context.logger.warn({ err: error, sid: message.sid }, 'a picture could not be fetched')
    return false
  }
}

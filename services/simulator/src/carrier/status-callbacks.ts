import type { Context } from '../context.ts'
import type { Message } from '../store/model.ts'
import { callWebhook } from './call-webhook.ts'
import { callbackParams } from './webhook-params.ts'

const lateMs = 5000

/** Tells the message's StatusCallback of its present status, in the background, as the faults allow. */
export function sendCallback(context: Context, message: Message): void {
  context.tasks.run(() => callback(context, message))
}

/** As sendCallback; resolves when it has been answered or has failed. */
export async function callback(context: Context, message: Message): Promise<void> {
  const { faults, tasks } = context
  if (message.statusCallback === null) return
  const where = { number: message.to }
  if (faults.take('callback-lost', where)) return
  const late = faults.take('callback-late', where)
  if (late) await tasks.sleep(late.ms ?? lateMs)
  const webhook = {
    url: message.statusCallback,
    method: 'POST' as const,
    params: callbackParams(context, message),
  }
  const times = faults.take('callback-doubled', where) ? 2 : 1
  await Promise.all(Array.from({ length: times }, () => callWebhook(context, webhook, message)))
}

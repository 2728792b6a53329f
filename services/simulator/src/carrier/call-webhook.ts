import type { Context } from '../context.ts'
import type { Message } from '../store/model.ts'
import { TurnstileFullError } from '../turnstile.ts'
import { postWebhook } from '../webhooks/post-webhook.ts'
import type { Outcome, Webhook } from '../webhooks/post-webhook.ts'

/** Calls a webhook when there is room for one more, and puts a failure into the debugger. */
export async function callWebhook(
  context: Context,
  webhook: Webhook,
  message: Message,
): Promise<Outcome> {
  const outcome = await callInTurn(context, webhook)
  if (!outcome.ok) {
    const { code, message: text, httpStatus } = outcome
    note(context, message, { level: 'error', code, message: text, url: webhook.url, httpStatus })
  }
  return outcome
}

async function callInTurn(
  { config, tasks, turnstile }: Context,
  webhook: Webhook,
): Promise<Outcome> {
  const caller = {
    authToken: config.authTokens[0] ?? '',
    signal: tasks.signal,
    budgetMs: config.webhookBudgetMs,
    connectTimeoutMs: config.webhookConnectTimeoutMs,
  }
  try {
    return await turnstile.run(() => postWebhook(webhook, caller))
  } catch (error) {
    if (!(error instanceof TurnstileFullError)) throw error
    return { ok: false, code: 11200, message: error.message, httpStatus: null }
  }
}

interface Note {
  level: 'error' | 'warning'
  code: number
  message: string
  url?: string
  httpStatus?: number | null
}

export function note(
  { debuggerLog }: Context,
  message: Message,
  { url, httpStatus, ...rest }: Note,
): void {
  debuggerLog.add({
    ...rest,
    url: url ?? null,
    messageSid: message.sid,
    httpStatus: httpStatus ?? null,
  })
}

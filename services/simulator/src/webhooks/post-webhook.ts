import { randomUUID } from 'node:crypto'
import { exchange, ExchangeError } from './http-exchange.ts'
import type { Answer } from './http-exchange.ts'
import { sign } from './signature.ts'
import { parseTarget } from './target.ts'
import type { RetryClass, Target, TimeLimits } from './target.ts'
import type { HttpMethod } from '../store/model.ts'

export type Params = [name: string, value: string][]

export interface Webhook {
  url: string
  method: HttpMethod
  params: Params
}

export interface Caller extends TimeLimits {
  authToken: string
  signal: AbortSignal
}

/** An answer below 400, or the error Twilio's debugger would name. */
export type Outcome =
  | { ok: true; answer: Answer }
  | { ok: false; code: number; message: string; httpStatus: number | null }

const maxAnswerBytes = 64 * 1024
const maxRedirects = 5

/** Calls one webhook URL with retries, within its time budget; never throws unless `signal` aborts. */
export async function postWebhook(webhook: Webhook, caller: Caller): Promise<Outcome> {
  const target = parseTarget(webhook.url, caller)
  if (!target) return { ok: false, code: 11100, message: 'Invalid URL format', httpStatus: null }
  const { retries, retryOn, totalTimeoutMs } = target.overrides
  const token = randomUUID()
  const deadline = Date.now() + totalTimeoutMs
  for (let attempt = 0; ; attempt += 1) {
    const { outcome, retryClass } = await tryOnce(webhook, target, caller, token, deadline)
    const again = retryClass !== null && retryOn.has(retryClass) && attempt < retries
    if (!again || Date.now() >= deadline) return outcome
  }
}

interface Attempt {
  outcome: Outcome
  retryClass: RetryClass | null
}

async function tryOnce(
  webhook: Webhook,
  target: Target,
  caller: Caller,
  token: string,
  deadline: number,
): Promise<Attempt> {
  try {
    return judgeStatus(await follow(webhook, target, caller, token, deadline))
  } catch (error) {
    caller.signal.throwIfAborted()
    if (error instanceof ExchangeError) return judgeFailure(error)
    throw error
  }
}

function judgeStatus(answer: Answer): Attempt {
  const { status } = answer
  if (status < 300) return { outcome: { ok: true, answer }, retryClass: null }
  const outcome: Outcome = {
    ok: false,
    code: 11200,
    message: `HTTP retrieval failure: the answer was ${status}`,
    httpStatus: status,
  }
  return { outcome, retryClass: status >= 500 ? '5xx' : status >= 400 ? '4xx' : null }
}

const failures = {
  ct: { code: 11205, what: 'HTTP connection failure', retryClass: 'ct' },
  rt: { code: 11200, what: 'HTTP retrieval failure', retryClass: 'rt' },
  partial: { code: 11200, what: 'HTTP retrieval failure', retryClass: null },
  'too-large': { code: 11750, what: 'TwiML response body too large', retryClass: null },
} as const

function judgeFailure({ phase, message }: ExchangeError): Attempt {
  const { code, what, retryClass } = failures[phase]
  return {
    outcome: { ok: false, code, message: `${what}: ${message}`, httpStatus: null },
    retryClass,
  }
}

/** Redirects are followed by GET, without the parameters: what makes them so treacherous. */
async function follow(
  webhook: Webhook,
  target: Target,
  caller: Caller,
  token: string,
  deadline: number,
): Promise<Answer> {
  let next: Webhook = { ...webhook, url: target.url }
  for (let redirects = 0; ; redirects += 1) {
    const answer = await call(next, target, caller, token, deadline)
    const isRedirect = answer.status >= 300 && answer.status < 400 && answer.location !== null
    if (!isRedirect || redirects === maxRedirects || !URL.canParse(answer.location ?? '', next.url))
      return answer
    next = { url: new URL(answer.location ?? '', next.url).href, method: 'GET', params: [] }
  }
}

async function call(
  webhook: Webhook,
  target: Target,
  caller: Caller,
  token: string,
  deadline: number,
): Promise<Answer> {
  const once = (authorization: Record<string, string>) =>
    exchange({
      ...prepare(webhook, caller.authToken, token, authorization),
      connectTimeoutMs: target.overrides.connectTimeoutMs,
      readTimeoutMs: target.overrides.readTimeoutMs,
      deadline,
      maxBodyBytes: maxAnswerBytes,
      signal: caller.signal,
    })
  const answer = await once({})
  if (!answer.wantsCredentials || target.credentials === null) return answer
  if (new URL(webhook.url).origin !== new URL(target.url).origin) return answer
  return once({ Authorization: `Basic ${Buffer.from(target.credentials).toString('base64')}` })
}

function prepare(
  { url, method, params }: Webhook,
  authToken: string,
  token: string,
  more: Record<string, string>,
) {
  const form = new URLSearchParams(params).toString()
  const asked =
    method === 'GET' && form !== '' ? `${url}${url.includes('?') ? '&' : '?'}${form}` : url
  return {
    url: asked,
    method,
    body: method === 'POST' ? form : '',
    headers: {
      Accept: '*/*',
      'Content-Type': 'application/x-www-form-urlencoded',
      'I-Twilio-Idempotency-Token': token,
      'User-Agent': 'TwilioProxy/1.1',
      'X-Home-Region': 'us1',
      'X-Twilio-Signature': sign(authToken, asked, method === 'POST' ? params : []),
      ...more,
    },
  }
}

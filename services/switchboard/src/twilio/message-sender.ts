import type { CarrierClient } from './client.ts'

export interface OutgoingMessage {
  to: string
  /** E.164, or a Messaging Service (`MG…`). */
  line: string
  body: string
  mediaUrls: string[]
  /** Where the carrier reports what became of it. */
  statusCallback: string
}

/**
 * How one attempt to send ended. `sent`: the carrier has it. `refused`: it never will. `not-sent`:
 * provably never processed, may be tried again. `unknown`: the answer was lost (DESIGN §3).
 */
export type SendOutcome =
  | { kind: 'sent'; sid: string; status: string }
  | { kind: 'refused'; errorCode: number; message: string }
  /** `tooFast`: because the Line sends more than the carrier takes. */
  | { kind: 'not-sent'; reason: string; tooFast?: boolean }
  | { kind: 'unknown'; reason: string }

export type SendMessage = (message: OutgoingMessage) => Promise<SendOutcome>

/** The one door to the carrier for messages. */
export function createMessageSender(client: CarrierClient): SendMessage {
  return async ({ to, line, body, mediaUrls, statusCallback }) => {
    try {
      const message = await client.messages.create({
        to,
        body,
        statusCallback,
        ...(line.startsWith('MG') ? { messagingServiceSid: line } : { from: line }),
        ...(mediaUrls.length > 0 && { mediaUrl: mediaUrls }),
      })
      return { kind: 'sent', sid: message.sid, status: message.status }
    } catch (error) {
      return classifyFailure(error)
    }
  }
}

/** Twilio's queue for this sender is full: refused, so never processed, and welcome later. */
const QUEUE_FULL = 21_611

/** Errors that say no byte of the request ever reached the carrier. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** A failure of the SDK as an outcome: it throws an error with `status` for an HTTP answer, a raw one otherwise. */
export function classifyFailure(error: unknown): SendOutcome {
  const { status, code, message } = Object(error) as {
    status?: number
    code?: number | string
    message?: string
  }
  const reason = message ?? String(error)
  if (status === 429 || code === QUEUE_FULL) return { kind: 'not-sent', reason, tooFast: true }
  // 408 says that the request did not arrive whole, not that nothing of it was processed.
  if (status !== undefined && status >= 400 && status < 500 && status !== 408)
    return { kind: 'refused', errorCode: typeof code === 'number' ? code : status, message: reason }
  if (typeof code === 'string' && neverConnected.has(code)) return { kind: 'not-sent', reason }
  return { kind: 'unknown', reason }
}

/** Private WebSocket close codes, after the HTTP statuses they resemble (RFC 6455 §7.4.2). */
export const closeCodes = {
  /** The peer is stopping in good order; come back. */
  GOING_AWAY: 1001,
  /** A frame was not what the protocol says; the same frame will be refused again. */
  BAD_FRAME: 4400,
  /** No valid session or token; sign in again before coming back. */
  UNAUTHENTICATED: 4401,
  /** The versions do not meet; reload. */
  UNSUPPORTED_VERSION: 4406,
  /** No frame and no pong for too long. */
  TIMEOUT: 4408,
  /** The cursor is older than what is kept; start again from a snapshot. */
  TOO_OLD: 4410,
  /** Frames came faster than they may. */
  TOO_MANY_REQUESTS: 4429,
  /** The reader's buffer was full; come back from the cursor. */
  CONSUMER_TOO_SLOW: 4503,
} as const

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]

/** Whether a client that was closed with this code should connect again by itself. */
export function shouldReconnect(code: number): boolean {
  return code !== closeCodes.UNAUTHENTICATED && code !== closeCodes.UNSUPPORTED_VERSION
}

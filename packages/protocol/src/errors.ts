/**
 * Every code a client can meet, with the HTTP status the REST API and the gateway answer it with.
 * Codes are stable; messages are free to improve. docs/SPEC.md lists the same table and a test compares.
 */
export const errorStatus = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  BAD_CREDENTIALS: 401,
  BAD_SIGNATURE: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNKNOWN_AGENT: 404,
  UNKNOWN_TEAM: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_HOLDER: 409,
  STALE_ASSIGNMENT: 409,
  SAME_HOLDER: 409,
  AGENT_FULL: 409,
  TEAM_DISABLED: 409,
  REPLY_STALE: 409,
  DRAFT_STALE: 409,
  MESSAGE_ID_REUSED: 409,
  OPTED_OUT: 409,
  NOT_ANSWERABLE: 409,
  WELCOME_USED: 409,
  INVITE_OVER: 409,
  NAME_TAKEN: 409,
  LAST_ADMIN: 409,
  TOO_OLD: 410,
  TOO_LARGE: 413,
  UNSUPPORTED_TYPE: 415,
  UNSUPPORTED_VERSION: 400,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  CONSUMER_TOO_SLOW: 503,
  UNAVAILABLE: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

/** What a refused request answers: DESIGN's envelope on REST, the same object on sockets. */
export interface ErrorBody {
  code: ErrorCode
  message: string
  /** Whatever the code promises beside it: `since` of REPLY_STALE, `holder` of NOT_HOLDER. */
  data?: Record<string, unknown>
}

/** The one base of every error a client may see; `message` names the values, `code` never changes. */
export class SwitchboardError extends Error {
  override name = 'SwitchboardError'
  readonly code: ErrorCode
  readonly data: Record<string, unknown> | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; data?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.data = options.data
  }

  /** The HTTP status this code is answered with. */
  get status(): number {
    return errorStatus[this.code]
  }

  /** Whether the same request may succeed later without being changed. */
  shouldRetry(): boolean {
    return this.status === 429 || this.status >= 500
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, ...(this.data && { data: this.data }) }
  }

  static fromBody(body: ErrorBody): SwitchboardError {
    return new SwitchboardError(body.code, body.message, body.data ? { data: body.data } : {})
  }
}

import type { ErrorRequestHandler, RequestHandler } from 'express'

/** An error in Twilio's own shape: a numeric code, its HTTP status and a message for people. */
export class CarrierError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly detail?: string,
  ) {
    super(message)
  }

  /** The body of https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions. */
  toBody(): Record<string, unknown> {
    return {
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    }
  }
}

export function notFound(path: string): CarrierError {
  return new CarrierError(404, 20404, `The requested resource ${path} was not found`)
}

export const answerNotFound: RequestHandler = (req) => {
  throw notFound(req.originalUrl.split('?')[0] ?? '/')
}

function statusOf(error: unknown): number {
  const status: unknown = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

/** Anything that is not ours: a parser's 4xx keeps its status, the rest is a 500 that tells nothing. */
export function toCarrierError(error: unknown): CarrierError {
  if (error instanceof CarrierError) return error
  const status = statusOf(error)
  if (status === 500) return new CarrierError(500, 20500, 'An internal server error has occurred')
  return new CarrierError(status, 20001, 'The request could not be read')
}

/** Any error to Twilio's JSON, in one place; `report` hears of the unexpected ones. */
export function answerErrors(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    const known = toCarrierError(error)
    if (known.status === 500) report(error)
    if (res.headersSent) return next(error)
    res.status(known.status).json(known.toBody())
  }
}

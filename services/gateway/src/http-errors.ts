import { SwitchboardError, type ErrorCode } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { toErrorBody } from './answer-request.ts'

/** `{ error: { code, message } }`; the only place an HTTP error is answered. */
export function sendError(res: Response, error: unknown): void {
  if (res.headersSent) return void res.destroy()
  const body = toErrorBody(error)
  const status = error instanceof SwitchboardError ? error.status : 500
  const retryAfter = body.data?.['retryAfterSeconds']
  if (typeof retryAfter === 'number') res.set('retry-after', String(retryAfter))
  res.status(status).set('cache-control', 'no-store').json({ error: body })
}

export const notFound: RequestHandler = () => {
  throw new SwitchboardError('NOT_FOUND', 'There is nothing here.')
}

export function errorHandler(logger: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _req, res, _next) => {
    const known = error instanceof SwitchboardError ? error : fromExpress(error)
    if (known === undefined) logger.error({ err: error }, 'A request failed.')
    sendError(res, known ?? error)
  }
}

const codes: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['BAD_REQUEST', 'The request could not be read.'],
  403: ['FORBIDDEN', 'That is not allowed.'],
  404: ['NOT_FOUND', 'There is nothing here.'],
  413: ['TOO_LARGE', 'The body is too large.'],
  415: ['UNSUPPORTED_TYPE', 'The body has to be JSON in UTF-8, not compressed.'],
}

/** Errors of express and its parsers carry the status they mean. */
function fromExpress(error: unknown): SwitchboardError | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0
  const [code, message] = codes[status] ?? []
  return code && message ? new SwitchboardError(code, message, { cause: error }) : undefined
}

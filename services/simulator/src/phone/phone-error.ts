import type { ErrorRequestHandler } from 'express'
import { SwitchboardError } from '@switchboard/protocol'
import { CarrierError, toCarrierError } from '../errors.ts'

export function badRequest(message: string): SwitchboardError {
  return new SwitchboardError('BAD_REQUEST', message)
}

function toPhoneError(error: unknown): SwitchboardError {
  if (error instanceof SwitchboardError) return error
  const known = toCarrierError(error)
  if (known.status === 413) return new SwitchboardError('TOO_LARGE', 'That is too large to send.')
  if (known.status === 404) return new SwitchboardError('NOT_FOUND', known.message)
  if (error instanceof CarrierError || known.status < 500) return badRequest(known.message)
  return new SwitchboardError('INTERNAL', 'Something went wrong inside the simulator.')
}

/** Any error of the pages' API to `{ error: { code, message } }`. */
export function answerPhoneErrors(report: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    const known = toPhoneError(error)
    if (known.status === 500) report(error)
    if (res.headersSent) return next(error)
    res.status(known.status).json({ error: known.toBody() })
  }
}

import type { Request, RequestHandler, Response } from 'express'
import type { Context } from '../context.ts'
import { CarrierError } from '../errors.ts'
import type { FaultScope } from '../faults.ts'
import { formOf } from './form.ts'

const slowMs = 3000

function placeOf(req: Request): { scope: FaultScope; number: string | undefined } {
  const isSend = req.method === 'POST' && req.path.endsWith('/Messages.json')
  return { scope: isSend ? 'send' : 'rest', number: isSend ? formOf(req).text('To') : undefined }
}

/** The faults that strike before a request is processed. */
export function faultsBefore({ faults }: Context): RequestHandler {
  return (req, _res, next) => {
    const place = placeOf(req)
    if (faults.take('refused', place)) {
      req.socket.destroy()
      return
    }
    if (faults.take('too-many-requests', place))
      throw new CarrierError(429, 20429, 'Too Many Requests')
    if (faults.take('server-error', place)) throw internalError()
    next()
  }
}

function internalError(): CarrierError {
  return new CarrierError(500, 20500, 'An internal server error has occurred')
}

/** Answers a request that has been processed, unless a fault gets in the way; 204 has no body. */
export async function answer(
  { faults, tasks }: Context,
  req: Request,
  res: Response,
  status: number,
  body?: unknown,
): Promise<void> {
  const place = placeOf(req)
  const slow = faults.take('slow', place)
  if (slow) await tasks.sleep(slow.ms ?? slowMs)
  if (faults.take('answer-lost', place)) {
    req.socket.destroy()
    return
  }
  if (faults.take('error-after-accept', place)) throw internalError()
  if (body === undefined) res.status(status).end()
  else res.status(status).json(body)
}

import { SwitchboardError, type OperationArgs, type OperationName } from '@switchboard/protocol'
import express, { type Request, type RequestHandler } from 'express'
import { checkArgs } from './answer-request.ts'
import { comesFromOurPage } from '@switchboard/service'

const MAX_BODY_BYTES = 16 * 1024
const parseJson = express.json({ limit: MAX_BODY_BYTES, inflate: false, type: 'application/json' })

/** Reads a JSON body of at most 16 KiB; any other type is refused. */
export const jsonBody: RequestHandler = (req, res, next) => {
  if (!req.is('application/json')) {
    throw new SwitchboardError('UNSUPPORTED_TYPE', 'The body has to be application/json.')
  }
  parseJson(req, res, next)
}

/** Refuses what changes something unless our own page asks for it. */
export function fromOurPage(url: string | undefined): RequestHandler {
  return (req, _res, next) => {
    if (comesFromOurPage(req.headers, url)) return next()
    const hint =
      url === undefined ? 'Set URL to the address you open here.' : `The console is at ${url}.`
    throw new SwitchboardError('FORBIDDEN', `Only our own pages may do this. ${hint}`)
  }
}

/** The body as the arguments of an operation. */
export function bodyAs<K extends OperationName>(op: K, req: Request): OperationArgs<K> {
  return checkArgs(op, req.body)
}

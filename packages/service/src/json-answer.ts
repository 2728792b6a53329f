import type { ServerResponse } from 'node:http'
import type { ErrorBody } from '@switchboard/protocol'

/** A JSON answer that no cache keeps. */
export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  if (res.headersSent || res.destroyed) return
  writeJson(res, status, body)
  res.end()
}

/** The same, whole for whoever reads it, while the connection stays as it is until `end()`. */
export function writeJson(res: ServerResponse, status: number, body: unknown): void {
  if (res.headersSent || res.destroyed) return
  const text = JSON.stringify(body)
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  res.write(text)
}

/** A refusal in the REST API's shape: `{ error: { code, message } }`. */
export function sendError(
  res: ServerResponse,
  status: number,
  code: ErrorBody['code'],
  message: string,
): void {
  const error: ErrorBody = { code, message }
  sendJson(res, status, { error })
}

import type { ServerResponse } from 'node:http'
import { SwitchboardError } from '@switchboard/protocol'
import { sendJson, type Logger } from '@switchboard/service'

/** Any error as one of ours. What we did not foresee becomes INTERNAL and keeps its text inside. */
export function toSwitchboardError(error: unknown): SwitchboardError {
  if (error instanceof SwitchboardError) return error
  return new SwitchboardError('INTERNAL', 'Something went wrong on our side.', { cause: error })
}

/** Answers a refused request with DESIGN's envelope and logs what was our own fault. */
export function answerError(
  response: ServerResponse,
  error: unknown,
  logger: Logger,
  send = sendJson,
): void {
  if (isCutShort(response, error)) {
    logger.debug('A client cut its request short.')
    return
  }
  const known = toSwitchboardError(error)
  if (known.status >= 500) logger.error({ err: known.cause ?? known }, 'request failed')
  if (response.headersSent) {
    response.destroy()
    return
  }
  // The rest of an oversize or unread body is not waited for.
  if (known.code === 'TOO_LARGE' || known.code === 'UNSUPPORTED_TYPE')
    response.setHeader('connection', 'close')
  if (known.code === 'UNAUTHENTICATED') response.setHeader('www-authenticate', 'Bearer')
  send(response, known.status, { error: known.toBody() })
}

/** Node ends a body with this error when its client has gone; a connection of ours to others leaves the answer open. */
function isCutShort(response: ServerResponse, error: unknown): boolean {
  return response.destroyed && (error as NodeJS.ErrnoException | null)?.code === 'ECONNRESET'
}

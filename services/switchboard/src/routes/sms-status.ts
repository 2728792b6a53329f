import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppContext } from '../context.ts'
import { updateStatus } from '../conversations/update-status.ts'
import { readStatusUpdate } from '../twilio/status-update.ts'
import { readSignedForm } from './signed-form.ts'

/** `POST /smsstatus?id=…`: what became of a reply. 204 once it is on disk. */
export async function smsStatus(
  context: AppContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { metrics, store, logger } = context
  const { params } = await readSignedForm(context, request, metrics.callbacks)
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  const update = readStatusUpdate(params, query)
  if (update === undefined) {
    logger.warn('a status callback names no message or no status')
    metrics.callbacks.inc({ outcome: 'kept' })
  } else {
    const { value } = await store.transact((transaction) => updateStatus(transaction, update))
    metrics.callbacks.inc({ outcome: value })
  }
  response.writeHead(204)
  response.end()
}

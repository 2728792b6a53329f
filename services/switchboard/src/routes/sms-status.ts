import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppContext } from '../context.ts'
import { readSignedForm } from './signed-form.ts'

/** `POST /smsstatus?id=…`: what became of a reply. 204 once it is on disk. */
export async function smsStatus(
  context: AppContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { metrics, intake } = context
  const { params } = await readSignedForm(context, request, metrics.callbacks)
  try {
    const outcome = await intake.receive({ kind: 'status', path: request.url ?? '/', params })
    metrics.callbacks.inc({ outcome })
  } catch (error) {
    metrics.callbacks.inc({ outcome: 'failed' })
    throw error
  }
  response.writeHead(204)
  response.end()
}

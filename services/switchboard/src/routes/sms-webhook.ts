import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppContext } from '../context.ts'
import { readSignedForm } from './signed-form.ts'

const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

/** `POST /smswebhook`: a text. Answered only when it is on disk. */
export async function smsWebhook(
  context: AppContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { metrics, intake } = context
  const { params } = await readSignedForm(context, request, metrics.webhooks)
  const finish = metrics.intakeSeconds.startTimer()
  try {
    const outcome = await intake.receive({ kind: 'message', path: request.url ?? '/', params })
    metrics.webhooks.inc({ outcome })
  } catch (error) {
    metrics.webhooks.inc({ outcome: 'failed' })
    throw error
  } finally {
    finish()
  }
  answerTwiml(response)
}

/** Twilio executes what it is answered, so it is answered nothing to do. */
function answerTwiml(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/xml; charset=utf-8',
    'content-length': EMPTY_TWIML.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(EMPTY_TWIML)
}

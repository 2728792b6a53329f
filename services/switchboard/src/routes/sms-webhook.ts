import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppContext } from '../context.ts'
import { receiveMessage } from '../conversations/receive-message.ts'
import { readInboundMessage } from '../twilio/inbound-message.ts'
import type { FormParams } from '../twilio/form.ts'
import { readSignedForm } from './signed-form.ts'

const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

/** `POST /smswebhook`: a text. Answered only when it is on disk. */
export async function smsWebhook(
  context: AppContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { metrics } = context
  const { params } = await readSignedForm(context, request, metrics.webhooks)
  const finish = metrics.intakeSeconds.startTimer()
  try {
    metrics.webhooks.inc({ outcome: await receive(context, params) })
  } catch (error) {
    metrics.webhooks.inc({ outcome: 'failed' })
    throw error
  } finally {
    finish()
  }
  answerTwiml(response)
}

async function receive(context: AppContext, params: FormParams): Promise<string> {
  const inbound = readInboundMessage(params)
  if ('problem' in inbound) return quarantine(context, params, inbound.problem)
  const { store, presence } = context
  const { value } = await store.transact((transaction) =>
    receiveMessage(transaction, inbound, (agent) => presence.isOnLine(agent)),
  )
  context.addLine(inbound.to)
  return value
}

/** What cannot be made sense of is kept as it came, for somebody to look at. */
async function quarantine(
  { store, logger }: AppContext,
  params: FormParams,
  problem: string,
): Promise<string> {
  const id = randomUUID()
  await store.transact(async (transaction) => {
    await transaction.putRecord('quarantine', `${transaction.at}!${id}`, {
      id,
      problem,
      params,
      at: transaction.at,
    })
  })
  logger.warn(
    { quarantine: id, problem },
    'a webhook could not be read and was put into quarantine',
  )
  return 'quarantined'
}

/** Twilio executes what it is answered, so it is answered nothing to do. */
function answerTwiml(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/xml; charset=utf-8',
    'content-length': EMPTY_TWIML.length,
    'cache-control': 'no-store',
  })
  response.end(EMPTY_TWIML)
}

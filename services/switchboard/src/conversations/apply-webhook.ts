import type { Transaction } from '@switchboard/history'
import { makeProblem, type Problem } from '@switchboard/protocol'
import type { FormParams } from '../twilio/form.ts'
import { readInboundMessage } from '../twilio/inbound-message.ts'
import { readStatusUpdate } from '../twilio/status-update.ts'
import { receiveMessage, type IsOnLine, type Received } from './receive-message.ts'
import { updateStatus, type StatusOutcome } from './update-status.ts'

/** A webhook that Twilio signed, as it came. */
export interface Webhook {
  kind: 'message' | 'status'
  /** Path and query it was posted to. */
  path: string
  params: FormParams
}

export type Applied = { outcome: Received | StatusOutcome } | Problem

/** One operation: what a webhook means, or why it means nothing. The same at first and when replayed. */
export async function applyWebhook(
  transaction: Transaction,
  webhook: Webhook,
  isOnLine: IsOnLine,
): Promise<Applied> {
  if (webhook.kind === 'status') {
    const update = readStatusUpdate(webhook.params, queryOf(webhook.path))
    if (update === undefined) return makeProblem('namesNothing')
    return { outcome: await updateStatus(transaction, update) }
  }
  const inbound = readInboundMessage(webhook.params)
  if ('problem' in inbound) return inbound
  return { outcome: await receiveMessage(transaction, inbound, isOnLine) }
}

function queryOf(path: string): URLSearchParams {
  const mark = path.indexOf('?')
  return new URLSearchParams(mark < 0 ? '' : path.slice(mark))
}

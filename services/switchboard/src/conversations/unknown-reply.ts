import type { HistoryStore, Transaction } from '@switchboard/history'
import { SwitchboardError, type Message } from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import { attemptOf } from '../outbox/attempt.ts'
import { sendReply } from './send-reply.ts'
import { changeReply } from './unsettled.ts'

interface ReplyPlace {
  number: string
  position: number
}

export interface SendAnyway extends ReplyPlace {
  clientMessageId: string
  agent: string
}

/** Looks for an unknown reply at the carrier; the entry as it is then. */
export async function checkReply(
  { store, lookUps }: Pick<AppContext, 'store' | 'lookUps'>,
  place: ReplyPlace,
): Promise<Message> {
  return lookUps.check(await requireReply(store, place))
}

/**
 * Sends an unknown reply again because a person decided so, unless it is found after all. The same
 * client id again, or a second decision about the same reply, answers the entry that is there.
 * TOO_MANY_REQUESTS while the carrier's lists may still be behind: then it would be a guess.
 */
export async function sendAnyway(
  context: Pick<AppContext, 'store' | 'lookUps' | 'config'>,
  request: SendAnyway,
): Promise<Message> {
  const { store, config } = context
  await checkReply(context, request)
  const { value } = await store.transact((transaction) => resend(transaction, request, config))
  return value
}

async function resend(
  transaction: Transaction,
  { number, position, clientMessageId, agent }: SendAnyway,
  { twilio, outbox }: AppContext['config'],
): Promise<Message> {
  const old = asReply(await transaction.entry(number, position), { number, position })
  if (old.status !== 'unknown') return old
  if (old.resentAs !== undefined)
    return asReply(await transaction.entry(number, old.resentAs), { number, position })
  await refuseEarly(transaction, old, outbox.holdAfterUnknownMs)
  const { body, line, media: repeated } = old
  const reply = { number, body, clientMessageId, repeated, agent, lastSeen: undefined, line }
  const message = await sendReply(transaction, reply, twilio.defaultLine)
  await changeReply(transaction, { ...old, resentAs: message.position })
  return message
}

async function refuseEarly(transaction: Transaction, old: Message, holdMs: number): Promise<void> {
  const begunAt = (await attemptOf(transaction, old))?.begunAt ?? old.at
  const waitMs = Date.parse(begunAt) + holdMs - Date.parse(transaction.at)
  if (waitMs <= 0) return
  const seconds = Math.ceil(waitMs / 1000)
  throw new SwitchboardError(
    'TOO_MANY_REQUESTS',
    `The carrier may still tell what became of it: decide in ${seconds} s.`,
    { data: { retryAfterSeconds: seconds } },
  )
}

async function requireReply(store: HistoryStore, place: ReplyPlace): Promise<Message> {
  const { number, position } = place
  const { entries } = await store.entries(number, { around: position, limit: 1 })
  return asReply(
    entries.find((entry) => entry.position === position),
    place,
  )
}

function asReply(entry: unknown, { number, position }: ReplyPlace): Message {
  const message = entry as Message | undefined
  if (message?.kind === 'message' && message.direction === 'outbound') return message
  throw new SwitchboardError('NOT_FOUND', `There is no reply ${position} to ${number}.`)
}

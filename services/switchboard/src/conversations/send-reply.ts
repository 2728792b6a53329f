import type { Transaction } from '@switchboard/history'
import {
  reasons,
  isAnswerable,
  isFailure,
  SwitchboardError,
  type Conversation,
  type Entry,
  type Media,
  type Message,
} from '@switchboard/protocol'
import { newMediaId } from '../media/media-id.ts'
import { findUploads, useUploads } from '../media/uploads.ts'
import { queueAttempt } from '../outbox/attempt.ts'
import { afterReply, assign } from './summary.ts'
import { changeReply } from './unsettled.ts'
import { useLine } from '../people/lines.ts'

export interface Reply {
  number: string
  body: string
  clientMessageId: string
  /** Pictures that are elsewhere. */
  mediaUrls?: string[]
  /** Ids of pictures its author uploaded. */
  uploads?: readonly string[]
  /** Pictures of the reply that this one repeats. */
  repeated?: readonly Media[]
  /** Who wrote it; undefined for the REST API, which is exempt from holding and staleness. */
  agent: string | undefined
  /** Position of the newest message its author saw; undefined: nothing is checked. */
  lastSeen: number | undefined
  /** Position of the failed reply it is sent in place of. */
  resends?: number | undefined
  /** The Line asked for; undefined: the one last written to. */
  line: string | undefined
}

/**
 * One operation: the reply in history and outbox. The same client id again returns the same entry.
 * Throws MESSAGE_ID_REUSED, NOT_ANSWERABLE, OPTED_OUT, NOT_HOLDER or REPLY_STALE; nothing is stored then.
 */
export async function sendReply(
  transaction: Transaction,
  reply: Reply,
  defaultLine: string,
): Promise<Message> {
  const repeated = await transaction.entryByClientMessageId(reply.clientMessageId)
  if (repeated) return sameReply(repeated, reply)
  const failed = await failedReply(transaction, reply)
  if (failed?.resentAs !== undefined) return sentAgain(transaction, failed.resentAs, reply)
  const before = await transaction.conversation(reply.number)
  await refuseUnlessAllowed(transaction, reply, before)
  if (before && reply.agent) await claim(transaction, before, reply.agent)
  const line = reply.line ?? before?.line ?? defaultLine
  const message = await appendReply(transaction, reply, line)
  await useLine(transaction, line)
  const conversation = await transaction.conversation(reply.number)
  if (conversation) {
    const replied = afterReply(conversation, message)
    // Whoever begins a Conversation holds it.
    const isBegun = before === undefined && reply.agent !== undefined
    await transaction.putConversation(isBegun ? assign(replied, reply.agent ?? null) : replied)
  }
  await queueAttempt(transaction, message, before?.waitingSince ?? null)
  if (failed) await changeReply(transaction, { ...failed, resentAs: message.position })
  return message
}

/** What this one is sent in place of. BAD_REQUEST where that did not fail. */
async function failedReply(
  transaction: Transaction,
  { number, resends }: Reply,
): Promise<Message | undefined> {
  if (resends === undefined) return undefined
  const entry = await transaction.entry(number, resends)
  const isReply = entry?.kind === 'message' && entry.direction === 'outbound'
  if (isReply && isFailure(entry.status)) return entry
  throw new SwitchboardError('BAD_REQUEST', `resends: ${resends} is no reply that failed.`)
}

/** The retry that somebody sent already. BAD_REQUEST where other words were to be sent, which would be lost. */
async function sentAgain(
  transaction: Transaction,
  position: number,
  { number, body, resends }: Reply,
): Promise<Message> {
  const retry = (await transaction.entry(number, position)) as Message
  if (retry.body === body) return retry
  throw new SwitchboardError('BAD_REQUEST', `resends: ${resends} was sent again in other words.`)
}

function sameReply(entry: Entry, reply: Reply): Message {
  const same =
    entry.kind === 'message' &&
    entry.conversation === reply.number &&
    entry.body === reply.body &&
    (reply.uploads ?? []).every((id, index) => entry.media[index]?.id === id)
  if (same) return entry
  throw new SwitchboardError(
    'MESSAGE_ID_REUSED',
    `${reply.clientMessageId} was already used for another message.`,
  )
}

async function refuseUnlessAllowed(
  transaction: Transaction,
  reply: Reply,
  conversation: Conversation | undefined,
): Promise<void> {
  if (!isAnswerable(reply.number))
    throw new SwitchboardError('NOT_ANSWERABLE', `${reply.number} cannot receive texts.`)
  if (conversation?.optedOut)
    throw new SwitchboardError('OPTED_OUT', `${reply.number} asked not to be texted.`)
  if (!conversation || reply.agent === undefined) return
  await refuseUnlessHolder(transaction, conversation, reply.agent)
  await refuseIfStale(transaction, conversation, reply.lastSeen)
}

async function refuseUnlessHolder(
  transaction: Transaction,
  { assignee }: Conversation,
  agent: string,
): Promise<void> {
  if (assignee === null || assignee === agent) return
  const holder = await transaction.agent(assignee)
  throw new SwitchboardError(
    'NOT_HOLDER',
    `${holder?.name ?? 'A colleague'} holds this conversation.`,
    {
      data: { holder: assignee },
    },
  )
}

/** How much of what came in between a refusal carries; the author is shown it, newest last. */
const MAX_SINCE = 50

async function refuseIfStale(
  transaction: Transaction,
  conversation: Conversation,
  lastSeen: number | undefined,
): Promise<void> {
  if (lastSeen === undefined || conversation.lastMessagePosition <= lastSeen) return
  const since: Entry[] = []
  const from = Math.max(lastSeen + 1, conversation.lastPosition - MAX_SINCE + 1)
  for (let position = from; position <= conversation.lastPosition; position += 1) {
    const entry = await transaction.entry(conversation.number, position)
    if (entry?.kind === 'message') since.push(entry)
  }
  throw new SwitchboardError('REPLY_STALE', 'New messages came in before this was sent.', {
    data: { since },
  })
}

/** Replying to an open Conversation that nobody holds claims it in the same write. */
async function claim(
  transaction: Transaction,
  conversation: Conversation,
  agent: string,
): Promise<void> {
  if (conversation.status !== 'open' || conversation.assignee !== null) return
  await transaction.append(conversation.number, {
    kind: 'event',
    event: 'taken',
    agent,
    reason: reasons.byReplying,
  })
  const appended = await transaction.conversation(conversation.number)
  await transaction.putConversation(assign(appended ?? conversation, agent))
}

async function appendReply(transaction: Transaction, reply: Reply, line: string): Promise<Message> {
  const { mediaUrls = [], uploads = [], repeated = [] } = reply
  const uploaded = await findUploads(transaction, uploads, reply.agent)
  const elsewhere = mediaUrls.map((url) => ({
    id: newMediaId(),
    url,
    contentType: 'application/octet-stream',
  }))
  const entry = await transaction.append(reply.number, {
    kind: 'message',
    direction: 'outbound',
    body: reply.body,
    line,
    sid: null,
    status: 'pending',
    media: [
      ...repeated,
      ...uploaded,
      ...elsewhere.map(({ id, contentType }) => ({ id, contentType })),
    ],
    clientMessageId: reply.clientMessageId,
    ...(reply.agent && { agent: reply.agent }),
  })
  await useUploads(transaction, { number: entry.conversation, position: entry.position }, uploads)
  for (const { id, url, contentType } of elsewhere)
    await transaction.putRecord('media', id, {
      url,
      contentType,
      number: entry.conversation,
      position: entry.position,
    })
  return entry as Message
}

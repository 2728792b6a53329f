import * as v from 'valibot'
import { deliveryStatuses } from './delivery-status.ts'

/** ISO 8601 UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const timestampSchema = v.pipe(v.string(), v.isoTimestamp())

const base = {
  /** The changeset that created the entry; never changes. */
  seq: v.number(),
  /** The changeset that touched it last. */
  changedSeq: v.number(),
  /** 1, 2, 3… in its Conversation, in the order stored here; the order of timeline and pages. */
  position: v.number(),
  /** The Customer's number. */
  conversation: v.string(),
  /** When it was stored. */
  at: timestampSchema,
}

/** Why a picture is not here: over the bound, no type we keep, gone at the carrier, not reached yet. */
export const mediaProblems = ['too-large', 'unsupported', 'gone', 'unreachable'] as const
export type MediaProblem = (typeof mediaProblems)[number]

export const mediaSchema = v.object({
  id: v.string(),
  contentType: v.string(),
  /** Bytes, once known: then it can be had at `GET /media/{id}`. */
  size: v.optional(v.number()),
  /** Of a picture, in pixels as shown. */
  width: v.optional(v.number()),
  height: v.optional(v.number()),
  /** On inbound media without `size`: on its way here, or not to be had. */
  state: v.optional(v.picklist(['waiting', 'failed'])),
  /** Why it failed. */
  problem: v.optional(v.picklist(mediaProblems)),
})

/** Where the carrier says the sender's number belongs; any of it may be missing (Twilio FromCity…). */
export const originSchema = v.object({
  city: v.optional(v.string()),
  state: v.optional(v.string()),
  zip: v.optional(v.string()),
  country: v.optional(v.string()),
})

export const messageSchema = v.object({
  ...base,
  kind: v.literal('message'),
  direction: v.picklist(['inbound', 'outbound']),
  body: v.string(),
  line: v.string(),
  /** Twilio's MessageSid; null while a reply has none yet. */
  sid: v.nullable(v.string()),
  status: v.picklist(deliveryStatuses),
  /** The carrier's error number when the message failed. */
  errorCode: v.optional(v.number()),
  media: v.array(mediaSchema),
  clientMessageId: v.optional(v.string()),
  /** Position of the reply a person sent in place of this one, which failed or stayed unknown. */
  resentAs: v.optional(v.number()),
  /** Who wrote it; absent on inbound messages and on those of the REST API. */
  agent: v.optional(v.string()),
  /** The carrier's own time of the message, where it told one. */
  carrierAt: v.optional(timestampSchema),
  /** True when the message was found at the carrier later instead of being pushed to us. */
  backfilled: v.optional(v.literal(true)),
  origin: v.optional(originSchema),
  /** Webhook parameters that no field above holds, as they came. */
  extra: v.optional(v.record(v.string(), v.string())),
})

export const noteSchema = v.object({
  ...base,
  kind: v.literal('note'),
  body: v.string(),
  agent: v.string(),
  /** Its author's id for it: the same again is the same note. */
  clientMessageId: v.optional(v.string()),
  /** Agents it names. */
  mentions: v.optional(v.array(v.string())),
})

export const eventNames = [
  'assigned',
  'taken',
  'released',
  'transferred',
  'resolved',
  'reopened',
  'snoozed',
  'prioritised',
  'opted-out',
  'opted-in',
  'blocked',
  'unblocked',
] as const

export const eventSchema = v.object({
  ...base,
  kind: v.literal('event'),
  event: v.picklist(eventNames),
  /** The Agent who did it; absent when the switchboard did. */
  agent: v.optional(v.string()),
  /** The Agent it concerns: who the Conversation went to, or whom it was taken from. */
  subject: v.optional(v.string()),
  /** Why, in a few words a person reads: the opt-out word, the rule that chose the Agent. */
  reason: v.optional(v.string()),
  line: v.optional(v.string()),
  /** The team a transfer went to. */
  team: v.optional(v.string()),
})

/** One item of a Conversation's history (DESIGN §5). */
export const entrySchema = v.variant('kind', [messageSchema, noteSchema, eventSchema])

export type Media = v.InferOutput<typeof mediaSchema>
export type Origin = v.InferOutput<typeof originSchema>
export type Message = v.InferOutput<typeof messageSchema>
export type Note = v.InferOutput<typeof noteSchema>
export type ConversationEvent = v.InferOutput<typeof eventSchema>
export type EventName = (typeof eventNames)[number]
export type Entry = v.InferOutput<typeof entrySchema>

/** The fields the store gives an entry when it is appended. */
export type EntryPlace = 'seq' | 'changedSeq' | 'position' | 'conversation' | 'at'

type Draft<T> = T extends Entry ? Omit<T, EntryPlace> : never

/** An entry as written by a caller, before the store has given it its place. */
export type EntryDraft = Draft<Entry>

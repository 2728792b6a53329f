import * as v from 'valibot'
import { discardedSchema, jobSchema, systemSchema } from './admin.ts'
import { agentNameSchema, agentSchema, passwordSchema } from './agent.ts'
import { changesetSchema } from './changeset.ts'
import { conversationSchema } from './conversation.ts'
import { deskOperations } from './desk.ts'
import { entrySchema, timestampSchema } from './entry.ts'
import { inboxCountsSchema, inboxFilterEntries, inboxSorts, inboxViews } from './inbox.ts'
import { peopleOperations } from './people.ts'
import { clientMessageIdSchema, hasContent, NO_CONTENT, replyTextEntries } from './reply.ts'
import { MAX_BODY_LENGTH } from './segments.ts'
import { workOperations } from './work.ts'

export { clientMessageIdSchema }

/** The most rows or entries a page holds. */
export const MAX_PAGE = 200
export const DEFAULT_PAGE = 50

const seq = v.pipe(v.number(), v.integer(), v.minValue(0))
const position = v.pipe(v.number(), v.integer(), v.minValue(0))
const limit = v.optional(
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.transform((n) => Math.min(n, MAX_PAGE)),
  ),
  DEFAULT_PAGE,
)
const number = v.pipe(v.string(), v.minLength(1), v.maxLength(64))

export const bodySchema = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '', 'A message needs some text.'),
  v.maxLength(MAX_BODY_LENGTH, `A message has at most ${MAX_BODY_LENGTH} characters.`),
)
/** Why somebody did something, in their own words. */
export const remarkSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'A note needs some text.'),
  v.maxLength(500, 'A note has at most 500 characters.'),
)

const signedIn = v.object({ session: v.string(), agent: agentSchema })
const changedConversation = v.object({ conversation: conversationSchema })
const assignment = v.object({ number, assignmentVersion: v.number() })

/**
 * Everything an Agent's browser may ask, and what is answered. A gateway carries these upstream
 * with the session; the switchboard authorises and answers them (DESIGN §3b).
 */
export const operations = {
  /** Signs a person in. Never over a browser's socket: a gateway keeps `session` in a cookie. */
  'sign-in': {
    args: v.object({ name: v.string(), password: v.string(), address: v.optional(v.string()) }),
    result: signedIn,
  },
  /** Whether a first-admin link may still be used. */
  'check-welcome': {
    args: v.object({ token: v.string() }),
    result: v.object({ valid: v.boolean() }),
  },
  /** Makes the first admin by the one-time link and signs them in. */
  welcome: {
    args: v.object({ token: v.string(), name: agentNameSchema, password: passwordSchema }),
    result: signedIn,
  },
  'sign-out': { args: v.object({}), result: v.object({}) },
  /** Who the session belongs to; UNAUTHENTICATED when it is over. */
  whoami: { args: v.object({}), result: v.object({ agent: agentSchema }) },
  /** Makes a person who may sign in; admins only. */
  'create-agent': {
    args: v.object({
      name: agentNameSchema,
      password: passwordSchema,
      role: v.optional(v.picklist(['admin', 'agent']), 'agent'),
    }),
    result: v.object({ agent: agentSchema }),
  },
  /**
   * A page of the inbox; `next` goes back in as `page`, with the same filter and sort. One that looked at
   * many rows may hold fewer than `limit`, even none, and still lead on.
   */
  conversations: {
    args: v.object({
      ...inboxFilterEntries,
      sort: v.optional(v.picklist(inboxSorts), 'latest'),
      limit,
      page: v.optional(v.string()),
    }),
    result: v.object({
      conversations: v.array(conversationSchema),
      next: v.nullable(v.string()),
      asOf: seq,
    }),
  },
  /** A page of one history, newest first; `next` is the `before` of the older page. */
  entries: {
    args: v.object({
      number,
      before: v.optional(position),
      after: v.optional(position),
      around: v.optional(position),
      /** The page around the first entry that was stored then or later. */
      at: v.optional(timestampSchema),
      limit,
    }),
    result: v.object({
      entries: v.array(entrySchema),
      conversation: conversationSchema,
      /** With `at`: the position it led to, the newest where nothing is as new; null in an empty history. */
      target: v.optional(v.nullable(v.number())),
      next: v.nullable(v.string()),
      asOf: seq,
    }),
  },
  counts: {
    args: v.object({}),
    result: v.object({ ...inboxCountsSchema.entries, asOf: seq }),
  },
  /** How many texts of each open Conversation of the asker's are unread, by number; those with none are not named. */
  unread: {
    args: v.object({}),
    result: v.object({ unread: v.record(v.string(), v.number()), asOf: seq }),
  },
  /**
   * Changesets with seq > after, ascending, reduced to what the asker watches: the entries of
   * `thread` and the Conversations in `view` before or after. TOO_OLD when they are no longer kept
   * or too many; then pages have to be read again.
   */
  changes: {
    args: v.object({
      after: seq,
      thread: v.optional(v.nullable(number)),
      view: v.optional(v.nullable(v.picklist(inboxViews))),
    }),
    result: v.object({ changesets: v.array(changesetSchema), asOf: seq }),
  },
  /**
   * Answers a Customer. The same `clientMessageId` again returns the same entry. Refused with
   * NOT_HOLDER, REPLY_STALE (`data.since`: the messages after `lastSeen`), OPTED_OUT,
   * NOT_ANSWERABLE or MESSAGE_ID_REUSED; a refused text is not stored.
   */
  reply: {
    args: v.pipe(
      v.object({
        number,
        ...replyTextEntries,
        clientMessageId: clientMessageIdSchema,
        /** Position of the newest message the author saw; without it nothing is checked. */
        lastSeen: v.optional(position),
        /** Position of a failed reply it is sent in place of, once: that one then names it in `resentAs`. */
        resends: v.optional(position),
      }),
      v.check((reply) => hasContent(reply), NO_CONTENT),
    ),
    result: v.object({ entry: entrySchema }),
  },
  /**
   * Looks for a reply whose outcome is unknown among the carrier's messages, now. Answers the entry
   * as it is then; UNAVAILABLE when the carrier cannot be asked.
   */
  'check-reply': {
    args: v.object({ number, position }),
    result: v.object({ entry: entrySchema }),
  },
  /**
   * A person's decision about a reply that stays unknown: looks once more, and if it is not found
   * sends the text again as a new entry, which the old one then names in `resentAs`. Answers the
   * new entry, or the old one when it is not unknown any more. Refused as `reply` is, and with
   * TOO_MANY_REQUESTS (`data.retryAfterSeconds`) within two minutes of the attempt, since the
   * carrier's lists lag.
   */
  'send-anyway': {
    args: v.object({ number, position, clientMessageId: clientMessageIdSchema }),
    result: v.object({ entry: entrySchema }),
  },
  /** Asks the carrier again for a picture that could not be had; the entry tells how it goes. */
  'retry-media': {
    args: v.object({ id: v.pipe(v.string(), v.maxLength(64)) }),
    result: v.object({}),
  },
  /** Makes the asker the holder, from the queue or from a colleague; what is snoozed or resolved re-opens. */
  take: { args: assignment, result: changedConversation },
  /** Gives a Conversation the asker holds back to the queue; it is not handed back to them by itself. */
  release: { args: assignment, result: changedConversation },
  /** Ends the work on it until the Customer writes again; ends the Assignment. */
  resolve: { args: assignment, result: changedConversation },
  /** Opens what is resolved for the asker; wakes what is snoozed for its holder, or else for the asker. */
  reopen: { args: assignment, result: changedConversation },
  /** The Customer asked in their own words not to be texted: stops every Line. Holder or admin. */
  'opt-out': { args: v.object({ number, note: remarkSchema }), result: changedConversation },
  /** The Customer wants texts again and said so elsewhere: lifts every Line. Holder or admin. */
  'opt-in': { args: v.object({ number, note: remarkSchema }), result: changedConversation },
  /** What went wrong and how things are: refused webhooks, quarantine, backfill. Admins only, like the three after it. */
  system: { args: v.object({}), result: v.object({ system: systemSchema }) },
  /** Reads a webhook in quarantine again; `problem` says why that still fails. */
  'replay-quarantined': {
    args: v.object({ id: v.string() }),
    result: v.object({ outcome: v.string(), problem: v.optional(v.string()) }),
  },
  /** Gives a webhook in quarantine up; its contents go, the note stays. */
  'discard-quarantined': {
    args: v.object({ id: v.string(), note: remarkSchema }),
    result: v.object({ discarded: discardedSchema }),
  },
  /** Looks at the carrier now for messages that are missing here; `system` tells how far it is. */
  'check-carrier': { args: v.object({}), result: v.object({ job: jobSchema }) },
  /** Moves the shared read mark forward to what was really seen. */
  read: { args: v.object({ number, position }), result: v.object({}) },
  ...deskOperations,
  ...peopleOperations,
  ...workOperations,
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
export type OperationInput<K extends OperationName> = v.InferInput<Operations[K]['args']>
export type OperationArgs<K extends OperationName> = v.InferOutput<Operations[K]['args']>
export type OperationResult<K extends OperationName> = v.InferOutput<Operations[K]['result']>

/** Operations a gateway runs for its own HTTP routes and never forwards from a browser's socket. */
export const gatewayOnly: ReadonlySet<OperationName> = new Set<OperationName>([
  'sign-in',
  'check-welcome',
  'welcome',
  'check-invite',
  'accept-invite',
  'sign-out',
])

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name)
}

import * as v from 'valibot'
import { agentSchema, presences } from './agent.ts'
import { conversationStatuses, labelsSchema, priorityLevels } from './conversation.ts'
import { timestampSchema } from './entry.ts'
import { bodySchema, clientMessageIdSchema, DEFAULT_PAGE, MAX_PAGE } from './requests.ts'

const integer = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}$/, 'must be a whole number'),
  v.transform(Number),
)
const position = v.optional(integer)
const limit = v.optional(
  v.pipe(
    integer,
    v.minValue(1, 'must be at least 1'),
    v.transform((n) => Math.min(n, MAX_PAGE)),
  ),
  String(DEFAULT_PAGE),
)

/** Query of `GET /api/v1/conversations`. */
export const conversationsQuerySchema = v.object({
  status: v.optional(v.picklist(conversationStatuses)),
  /** An Agent's id, or `-` for those nobody holds. */
  assignee: v.optional(v.string()),
  /** A part of the Customer's number, or the beginning of a word of their name. */
  q: v.optional(v.pipe(v.string(), v.maxLength(64))),
  limit,
  page: v.optional(v.string()),
})

/** Query of `GET /api/v1/conversations/{number}/entries`. */
export const entriesQuerySchema = v.object({
  before: position,
  after: position,
  around: position,
  limit,
})

/** One of our numbers (E.164 or a short code) or a Messaging Service. */
const lineSchema = v.pipe(
  v.string(),
  v.regex(
    /^(\+[1-9]\d{1,14}|\d{3,8}|MG[0-9a-fA-F]{32})$/,
    'must be a number in full, such as +14155550100, or a Messaging Service SID',
  ),
)

/** Body of `POST /api/v1/messages`. */
export const sendMessageSchema = v.object({
  to: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  body: bodySchema,
  mediaUrls: v.optional(
    v.pipe(
      v.array(
        v.pipe(v.string(), v.url(), v.regex(/^https?:/i, 'must be an http or https address')),
      ),
      v.maxLength(10),
    ),
  ),
  line: v.optional(lineSchema),
  clientMessageId: clientMessageIdSchema,
})

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64))

/** Body of `PATCH /api/v1/conversations/{number}`; what is not named stays as it is. */
export const updateConversationSchema = v.pipe(
  v.strictObject({
    status: v.optional(v.picklist(conversationStatuses)),
    /** With status `snoozed`: when it wakes; null or absent: when the Customer writes. */
    snoozedUntil: v.optional(v.nullable(timestampSchema)),
    /** An Agent's id; null: nobody. */
    assignee: v.optional(v.nullable(id)),
    /** Whose queue it waits in; null: everybody's. */
    team: v.optional(v.nullable(id)),
    /** Ids of labels; replaces those there are. */
    labels: v.optional(labelsSchema),
    priority: v.optional(v.picklist(priorityLevels)),
    /** Why, for the events in the thread. */
    reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
    /** The version that was seen: another one is STALE_ASSIGNMENT, and nothing is changed. */
    assignmentVersion: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.check(
    ({ reason: _reason, assignmentVersion: _version, ...change }) => Object.keys(change).length > 0,
    'Name what is to be changed.',
  ),
  v.check(
    ({ status, snoozedUntil }) => snoozedUntil === undefined || status === 'snoozed',
    'snoozedUntil goes with the status snoozed.',
  ),
  v.check(
    ({ status, assignee }) => status !== 'resolved' || assignee == null,
    'A resolved conversation is held by nobody.',
  ),
)

/** An Agent as `GET /api/v1/agents` tells of them. */
export const agentAtWorkSchema = v.object({
  ...agentSchema.entries,
  /** What automatic assignment may give them. */
  capacity: v.number(),
  presence: v.picklist(presences),
  /** Open Conversations they hold. */
  load: v.number(),
})

export type UpdateConversation = v.InferOutput<typeof updateConversationSchema>
export type AgentAtWork = v.InferOutput<typeof agentAtWorkSchema>
export type ConversationsQuery = v.InferOutput<typeof conversationsQuerySchema>
export type EntriesQuery = v.InferOutput<typeof entriesQuerySchema>
export type SendMessage = v.InferOutput<typeof sendMessageSchema>

import * as v from 'valibot'
import { conversationStatuses } from './conversation.ts'
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

export type ConversationsQuery = v.InferOutput<typeof conversationsQuerySchema>
export type EntriesQuery = v.InferOutput<typeof entriesQuerySchema>
export type SendMessage = v.InferOutput<typeof sendMessageSchema>

import * as v from 'valibot'
import { conversationSchema } from './conversation.ts'
import {
  customerFieldsSchema,
  customerNameSchema,
  lineNameSchema,
  timeZoneSchema,
} from './customer.ts'
import { entrySchema, eventNames, timestampSchema } from './entry.ts'
import { isE164 } from './phone-number.ts'
import { clientMessageIdSchema, hasContent, NO_CONTENT, replyTextEntries } from './reply.ts'
import { handOverNoteSchema, lineSchema, transferTargetSchema } from './work.ts'

/** So many characters has a search for words in one history. */
export const MAX_FIND = 100

const number = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const position = v.pipe(v.number(), v.integer(), v.minValue(0))
const changedConversation = v.object({ conversation: conversationSchema })

const numbers = v.pipe(
  v.array(number),
  v.minLength(1, 'Please choose some conversations.'),
  v.maxLength(100, 'At most 100 conversations at once.'),
)

/** Part of `operations` in requests.ts: what one looks up and notes about a Customer. */
export const deskOperations = {
  /**
   * Looks for a text in messages and notes (case and accents do not matter), or for events, newest first.
   * One look takes in 2,000 entries; `next` goes back in as `before`, null at the beginning of the history.
   */
  'find-entries': {
    args: v.pipe(
      v.object({
        number,
        q: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_FIND))),
        events: v.optional(v.array(v.picklist(eventNames))),
        before: v.optional(position),
        limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 20),
      }),
      v.check(
        ({ q, events }) => (q === undefined) !== (events === undefined),
        'Either q or events says what to look for.',
      ),
    ),
    result: v.object({
      found: v.array(
        v.object({
          entry: entrySchema,
          /** Around the first hit in a text; `start` and `end` of the hit are indexes into it. */
          excerpt: v.optional(v.object({ text: v.string(), start: v.number(), end: v.number() })),
        }),
      ),
      next: v.nullable(v.number()),
      asOf: v.number(),
    }),
  },
  /** What is known of a Customer beside the Conversation. */
  customer: {
    args: v.object({ number }),
    result: v.object({
      conversation: conversationSchema,
      /** ISO 3166 code of the number's country, where it belongs to one. */
      country: v.nullable(v.string()),
      /** The one that was set, or that of the country where it has a single one. */
      timeZone: v.nullable(v.object({ zone: v.string(), isDerived: v.boolean() })),
    }),
  },
  /**
   * Notes who a Customer is; what is absent stays. `blocked` is for the holder, an admin, or anybody while
   * nobody holds it (else NOT_HOLDER), and is told in the thread.
   */
  'update-customer': {
    args: v.object({
      number,
      name: v.optional(customerNameSchema),
      /** Replaces all of them. */
      fields: v.optional(customerFieldsSchema),
      /** Null: back to what the country tells. */
      timeZone: v.optional(v.nullable(timeZoneSchema)),
      blocked: v.optional(v.boolean()),
    }),
    result: changedConversation,
  },
  /**
   * Writes to a number first: the asker holds the Conversation, which is opened again where it was closed.
   * NOT_ANSWERABLE for one of our own Lines; else refused as `reply` is.
   */
  'start-conversation': {
    args: v.pipe(
      v.object({
        number: v.pipe(
          v.string(),
          v.check(isE164, 'Please give the number in full, such as +14155550100.'),
        ),
        ...replyTextEntries,
        clientMessageId: clientMessageIdSchema,
        /** One of our Lines; default: as for a reply. */
        line: v.optional(v.pipe(v.string(), v.maxLength(64))),
      }),
      v.check((reply) => hasContent(reply), NO_CONTENT),
    ),
    result: v.object({ entry: entrySchema, conversation: conversationSchema }),
  },
  /** Our own numbers, by number. */
  lines: { args: v.object({}), result: v.object({ lines: v.array(lineSchema) }) },
  /** What people call a Line; admins only. NOT_FOUND for what is none of ours. */
  'name-line': {
    args: v.object({ line: v.pipe(v.string(), v.maxLength(64)), name: lineNameSchema }),
    result: v.object({ line: lineSchema }),
  },
  /**
   * Does the same to up to 100 Conversations as they are now, each by itself: those without an `error` are done.
   * Refused as the operation for one is; `take` takes nothing from a colleague (NOT_HOLDER).
   */
  bulk: {
    args: v.variant('action', [
      v.object({ numbers, action: v.picklist(['resolve', 'take', 'release']) }),
      v.object({ numbers, action: v.literal('snooze'), until: v.nullable(timestampSchema) }),
      v.object({
        numbers,
        action: v.picklist(['label', 'unlabel']),
        /** Id of a label. */
        label: v.pipe(v.string(), v.maxLength(64)),
      }),
      v.object({
        numbers,
        action: v.literal('transfer'),
        to: transferTargetSchema,
        note: v.optional(handOverNoteSchema),
      }),
    ]),
    result: v.object({
      results: v.array(
        v.object({
          number: v.string(),
          error: v.optional(v.object({ code: v.string(), message: v.string() })),
        }),
      ),
    }),
  },
} as const

import * as v from 'valibot'
import { conversationSchema } from './conversation.ts'
import { customerFieldsSchema, customerNameSchema, timeZoneSchema } from './customer.ts'
import { entrySchema, eventNames } from './entry.ts'
import { isE164 } from './phone-number.ts'
import { clientMessageIdSchema, hasContent, NO_CONTENT, replyTextEntries } from './reply.ts'

const number = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const position = v.pipe(v.number(), v.integer(), v.minValue(0))
const changedConversation = v.object({ conversation: conversationSchema })

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
        q: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
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
} as const

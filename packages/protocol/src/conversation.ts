import * as v from 'valibot'
import { customerFieldsSchema } from './customer.ts'
import { entrySchema, timestampSchema } from './entry.ts'

export const conversationStatuses = ['open', 'snoozed', 'resolved'] as const

export const priorityLevels = ['low', 'normal', 'high', 'urgent'] as const

/** Where a Conversation stands in the Queue beside its waiting time, and why. */
export const prioritySchema = v.object({
  level: v.picklist(priorityLevels),
  reason: v.string(),
  /** Who set it by hand; absent when the Customer's mood did. */
  agent: v.optional(v.string()),
})
export type Priority = v.InferOutput<typeof prioritySchema>

/** Ids of labels. */
export const labelsSchema = v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(20))

/** A reply that did not reach the Customer, or of which nobody knows, and that was not sent again. */
export const unsettledSchema = v.object({
  position: v.number(),
  status: v.picklist(['failed', 'unknown']),
  /** Who wrote it; absent where nobody did, and of those stored by older releases. */
  agent: v.optional(v.string()),
})
export type Unsettled = v.InferOutput<typeof unsettledSchema>

/** How many of a Customer's last mood scores a Conversation carries. */
export const MOODS_KEPT = 12

export const conversationSchema = v.object({
  /** The Customer's number: E.164, a short code or an alphanumeric sender. */
  number: v.string(),
  /** What people call the Customer. */
  name: v.optional(v.nullable(v.string())),
  /** What else people noted about them. */
  fields: v.optional(customerFieldsSchema),
  /** Where the Customer lives, where somebody said so. */
  timeZone: v.optional(v.nullable(v.string())),
  /** Their texts are kept and shown, but neither re-open nor queue nor count as unread. */
  blocked: v.optional(v.boolean()),
  status: v.picklist(conversationStatuses),
  /** The Agent who holds it. */
  assignee: v.nullable(v.string()),
  /** Advances with each change of assignment or status, and with nothing else. */
  assignmentVersion: v.number(),
  /** The newest message or note: what a row of the inbox shows. */
  lastEntry: v.nullable(entrySchema),
  /** When that was stored; the order of inbox pages. */
  lastActivityAt: timestampSchema,
  /** Position of the newest entry, and so their number. */
  lastPosition: v.number(),
  /** Position of the newest message, inbound or outbound; 0 when there is none. */
  lastMessagePosition: v.number(),
  /** Inbound messages after the shared read mark. */
  unread: v.number(),
  /** The shared read mark: the highest position an Agent really saw. */
  readPosition: v.number(),
  /** When the oldest inbound message since the last reply that counts was stored. */
  waitingSince: v.nullable(timestampSchema),
  /** True while any Line is stopped. */
  optedOut: v.boolean(),
  /** The Lines this Customer said STOP to. */
  stoppedLines: v.array(v.string()),
  /** The Line last written to or from; where replies go by default. */
  line: v.nullable(v.string()),
  /** Every Line this Customer was ever on; the last 100. */
  lines: v.optional(v.array(v.string())),
  /** The Agent who answered last. */
  lastAgent: v.nullable(v.string()),
  /** The last 12 scores of the Customer's messages, newest last. */
  moods: v.array(v.number()),
  /** False when the newest of them is of a text nobody could read the mood of: its score says nothing. */
  isMoodRead: v.optional(v.boolean()),
  /** Who gave it up last; automatic assignment does not hand it back to them. Absent or null: nobody. */
  releasedBy: v.optional(v.nullable(v.string())),
  /** Whose queue it waits in; absent or null: everybody's. */
  team: v.optional(v.nullable(v.string())),
  labels: v.optional(labelsSchema),
  /** Absent or null: normal. */
  priority: v.optional(v.nullable(prioritySchema)),
  /** While snoozed: when it wakes by itself; null: when the Customer writes. */
  snoozedUntil: v.optional(v.nullable(timestampSchema)),
  /** Replies somebody has to see to, in the order of positions; of more than 20 the newest. Absent: none. */
  unsettled: v.optional(v.array(unsettledSchema)),
  /** The changeset that touched it last. */
  changedSeq: v.number(),
})

export type Conversation = v.InferOutput<typeof conversationSchema>
export type ConversationStatus = (typeof conversationStatuses)[number]

/** The newest message is inbound, or our newest reply failed: somebody should answer. */
export function isUnanswered(conversation: Conversation): boolean {
  return conversation.waitingSince !== null
}

/**
 * The name of a counted view: `open/*` all open ones (assignee `*`), `open/-` those nobody holds, `open/<agent>`
 * those this Agent holds; likewise for the other statuses.
 */
export function viewKey(status: ConversationStatus, assignee: string | null): string {
  return `${status}/${assignee ?? '-'}`
}

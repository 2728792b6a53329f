import * as v from 'valibot'
import { agentSchema } from './agent.ts'
import {
  conversationSchema,
  conversationStatuses,
  labelsSchema,
  prioritySchema,
  type Conversation,
} from './conversation.ts'
import { entrySchema, timestampSchema, type Entry } from './entry.ts'
import { reasons } from './reasons.ts'
import { sharedChangeSchema } from './work.ts'

/** What decided where a Conversation stood; changesets of older programs tell status and holder alone. */
const standingSchema = v.object({
  status: v.picklist(conversationStatuses),
  assignee: v.nullable(v.string()),
  lastActivityAt: v.optional(timestampSchema),
  waitingSince: v.optional(v.nullable(timestampSchema)),
  labels: v.optional(labelsSchema),
  /** The newest score alone. */
  moods: v.optional(v.array(v.number())),
  isMoodRead: v.optional(v.boolean()),
  priority: v.optional(v.nullable(prioritySchema)),
})
export type Standing = v.InferOutput<typeof standingSchema>

/** Where a Conversation stands, to be told when it has changed. */
export function standingOf(conversation: Conversation): Standing {
  const { status, assignee, lastActivityAt, waitingSince, moods } = conversation
  const { labels = [], priority = null, isMoodRead = true } = conversation
  return {
    status,
    assignee,
    lastActivityAt,
    waitingSince,
    labels,
    moods: moods.slice(-1),
    isMoodRead,
    priority,
  }
}

/** A Conversation after the change, and where it stood before, so that a view sees it leave. */
export const conversationChangeSchema = v.object({
  conversation: conversationSchema,
  before: v.nullable(standingSchema),
})

/** What one operation changed. Applying it twice changes nothing: everything in it is absolute. */
export const changesetSchema = v.object({
  /** Contiguous from 1. */
  seq: v.number(),
  at: timestampSchema,
  /** Entries created or changed, by position. */
  entries: v.array(entrySchema),
  conversations: v.array(conversationChangeSchema),
  /** Counters the change moved, by `viewKey`, as they stand after it. */
  counts: v.record(v.string(), v.number()),
  /** People created or changed. */
  agents: v.array(agentSchema),
  /** Teams, labels, canned responses, drafts, mentions and settings it changed. */
  shared: v.optional(v.array(sharedChangeSchema)),
  /** Set when only this Agent's own sockets may see it. */
  audience: v.optional(v.string()),
})

export type ConversationChange = v.InferOutput<typeof conversationChangeSchema>
export type Changeset = v.InferOutput<typeof changesetSchema>

/**
 * Whether it came to its holder by another's hand: what they wrote or did themselves is none of that, nor is
 * what they get back because they are on line again. `entries`: those of its changeset.
 */
export function isGiven(
  { conversation: { number, assignee }, before }: ConversationChange,
  entries: readonly Entry[],
): boolean {
  if (assignee === null || assignee === before?.assignee) return false
  return !entries.some(
    (entry) =>
      entry.conversation === number &&
      (('agent' in entry && entry.agent === assignee) ||
        (entry.kind === 'event' && entry.reason === reasons.backOnLine)),
  )
}

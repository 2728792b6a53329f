import * as v from 'valibot'
import { timestampSchema } from './entry.ts'
import { whySchema } from './problems.ts'
import { warningSchema } from './warnings.ts'

/** A signed webhook that could not be made sense of, as it came. */
export const quarantinedSchema = v.object({
  id: v.string(),
  at: timestampSchema,
  /** A text, or what became of one of ours. */
  kind: v.picklist(['message', 'status']),
  /** Path and query it was posted to. */
  path: v.string(),
  /** Why it could not be read, in words. */
  problem: v.string(),
  /** The same by its code; not on what was kept before there were codes. */
  why: v.optional(whySchema),
  /** How often it was replayed in vain. */
  replays: v.number(),
  params: v.record(v.string(), v.union([v.string(), v.array(v.string())])),
})

/** What is left of a discarded one: never its contents. */
export const discardedSchema = v.object({
  id: v.string(),
  at: timestampSchema,
  problem: v.string(),
  discardedAt: timestampSchema,
  /** Who and why. */
  by: v.string(),
  note: v.string(),
})

export const quarantineSchema = v.object({
  /** The oldest 200, oldest first. */
  quarantined: v.array(quarantinedSchema),
  /** How many there are in all. */
  total: v.number(),
  /** The newest 50, newest first. */
  discarded: v.array(discardedSchema),
})

/** A webhook or callback that was refused; only the newest are remembered, and only until a restart. */
export const rejectionSchema = v.object({
  at: timestampSchema,
  path: v.string(),
  reason: v.string(),
  why: v.optional(whySchema),
  /** Where it came from. */
  address: v.string(),
  /** The address whose signature was expected; null when it never came to that. */
  checkedUrl: v.nullable(v.string()),
  /** The address it was really signed for with one of our tokens, where that could be told. */
  signedFor: v.nullable(v.string()),
})

export const jobKinds = ['verify', 'backup', 'export', 'backfill', 'restore', 'import'] as const

/** A long task on the store or at the carrier; one at a time. */
export const jobSchema = v.object({
  kind: v.picklist(jobKinds),
  status: v.picklist(['running', 'done', 'failed', 'aborted']),
  startedAt: timestampSchema,
  endedAt: v.nullable(timestampSchema),
  /** How far it is, in the task's own terms. */
  progress: v.nullable(v.record(v.string(), v.unknown())),
  /** What it found or made. */
  result: v.nullable(v.record(v.string(), v.unknown())),
  /** Why it failed. */
  error: v.nullable(v.string()),
})

/** What an admin looks at first when texts are missing. */
export const systemSchema = v.object({
  startedAt: timestampSchema,
  warnings: v.array(warningSchema),
  lines: v.array(v.string()),
  store: v.object({
    seq: v.number(),
    /** Conversations by status. */
    conversations: v.record(v.string(), v.number()),
    /** Replies that wait for the carrier. */
    outbox: v.number(),
  }),
  rejected: v.object({
    /** Since the start. */
    count: v.number(),
    newest: v.array(rejectionSchema),
  }),
  quarantine: quarantineSchema,
  /** Looking at the carrier for what is missing here. */
  backfill: v.object({
    running: v.boolean(),
    /** When the last run that came to its end did. */
    lastRunAt: v.nullable(timestampSchema),
    /** Messages added by the run that goes on, or by the last one. */
    added: v.number(),
    /** Why the last run did not come to its end. */
    error: v.nullable(v.string()),
    /** The same by its code, where it has one. */
    why: v.optional(whySchema),
  }),
  /** The task under way, else the last one. */
  job: v.nullable(jobSchema),
})

export type Quarantined = v.InferOutput<typeof quarantinedSchema>
export type Discarded = v.InferOutput<typeof discardedSchema>
export type Quarantine = v.InferOutput<typeof quarantineSchema>
export type Rejection = v.InferOutput<typeof rejectionSchema>
export type JobKind = (typeof jobKinds)[number]
export type Job = v.InferOutput<typeof jobSchema>
export type System = v.InferOutput<typeof systemSchema>

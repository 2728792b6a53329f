import * as v from 'valibot'
import { agentActivitySchema, agentPresenceSchema, agentSchema } from './agent.ts'
import { changesetSchema } from './changeset.ts'
import { conversationSchema } from './conversation.ts'
import { timestampSchema } from './entry.ts'
import { inboxCountsSchema, inboxFilterEntries, inboxSorts } from './inbox.ts'
import { timelineEntrySchema } from './timeline-entry.ts'
import { warningSchema } from './warnings.ts'
import { sharedChangeSchema } from './work.ts'
import { errorStatus, type ErrorCode } from './errors.ts'

/** Spoken on both sockets; a peer with another version is refused with UNSUPPORTED_VERSION. */
export const PROTOCOL_VERSION = 2

const seq = v.pipe(v.number(), v.integer(), v.minValue(0))
const cursor = v.nullable(seq)
/** Which history a `seq` counts in: one that starts over, as on an emptied disk, has another id. */
const history = v.pipe(v.string(), v.maxLength(64))
/** The history the cursor is of; a reader that names none trusts its cursor. */
const cursorOf = v.optional(v.nullable(history))

export const errorBodySchema = v.object({
  code: v.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(errorStatus, code)),
  message: v.string(),
  data: v.optional(v.record(v.string(), v.unknown())),
})

const errorFrame = v.object({ type: v.literal('error'), ...errorBodySchema.entries })

/** An answer to the request with this id: a result, or why not. */
const responseFrame = v.object({
  type: v.literal('response'),
  id: v.string(),
  result: v.optional(v.unknown()),
  error: v.optional(errorBodySchema),
})

const ephemeralFrame = v.object({
  type: v.literal('ephemeral'),
  presence: v.array(agentPresenceSchema),
  /** Everybody who views or types now; replaces what was said before. */
  activity: v.optional(v.array(agentActivitySchema)),
})

/** What a console tells people about this system. */
const aboutFrame = v.object({
  type: v.literal('about'),
  simulator: v.boolean(),
  lines: v.array(v.string()),
  warnings: v.array(warningSchema),
})

// ---- Gateway ↔ Switchboard ------------------------------------------------------------------

/** Gateway → switchboard. `hello` is the first frame and comes once. */
export const gatewayFrameSchema = v.variant('type', [
  v.object({
    type: v.literal('hello'),
    version: v.number(),
    /** A name for logs; unique enough to tell two gateways apart. */
    gateway: v.pipe(v.string(), v.maxLength(64)),
    /** The last changeset applied; null asks for a snapshot. */
    cursor,
    history: cursorOf,
  }),
  v.object({
    type: v.literal('request'),
    id: v.pipe(v.string(), v.maxLength(64)),
    session: v.nullable(v.string()),
    op: v.string(),
    args: v.unknown(),
  }),
  /** All sessions with at least one open browser socket here. Replaces what was said before. */
  v.object({
    type: v.literal('presence'),
    sessions: v.array(v.string()),
    /** Those of them in which nobody has touched anything for a while. */
    idle: v.optional(v.array(v.string())),
    activity: v.optional(
      v.array(v.object({ session: v.string(), number: v.string(), typing: v.boolean() })),
    ),
  }),
])

/** Switchboard → gateway. */
export const switchboardFrameSchema = v.variant('type', [
  /** The cursor was good; changesets with seq > from follow. */
  v.object({ type: v.literal('resumed'), from: seq, history }),
  /** Where everything stood at `seq`; changesets with greater seq follow. */
  v.object({
    type: v.literal('snapshot'),
    seq,
    history,
    agents: v.array(agentSchema),
    counts: v.record(v.string(), v.number()),
  }),
  /** Said with `resumed` or `snapshot`, and again when it has changed. */
  aboutFrame,
  v.object({ type: v.literal('changeset'), changeset: changesetSchema }),
  responseFrame,
  ephemeralFrame,
  errorFrame,
])

// ---- Browser ↔ Gateway ----------------------------------------------------------------------

/** What one browser tab looks at; it is sent this and nothing else. */
export const watchSchema = v.object({
  /** Number of the open thread. */
  thread: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  inbox: v.nullable(
    v.object({
      ...inboxFilterEntries,
      /** Default: `latest`. */
      sort: v.optional(v.picklist(inboxSorts)),
      /** `inboxFloor` of the last row it has loaded; null when it has them all. */
      floor: v.nullable(v.string()),
    }),
  ),
})

/** Browser → gateway. `hello` is the first frame and comes once. */
export const browserFrameSchema = v.variant('type', [
  v.object({
    type: v.literal('hello'),
    version: v.number(),
    cursor,
    history: cursorOf,
    watch: watchSchema,
  }),
  v.object({ type: v.literal('watch'), watch: watchSchema }),
  /**
   * What its person does: said at each change, and again every 4 s while `viewing` is set, since it is
   * forgotten 10 s after it was said. `idle`: nobody touched this tab for a while.
   */
  v.object({
    type: v.literal('activity'),
    viewing: v.nullable(v.pipe(v.string(), v.maxLength(64))),
    typing: v.boolean(),
    idle: v.optional(v.boolean(), false),
  }),
  v.object({
    type: v.literal('request'),
    id: v.pipe(v.string(), v.maxLength(64)),
    op: v.string(),
    args: v.unknown(),
  }),
])

/** Gateway → browser. Every `seq` moves the browser's cursor; it never goes back. */
export const consoleFrameSchema = v.variant('type', [
  /**
   * First answer to hello. `resumed`: everything watched since the cursor follows as ordinary
   * frames, nothing needs to be read again; otherwise the browser reads its pages anew.
   */
  v.object({
    type: v.literal('welcome'),
    version: v.number(),
    /** The gateway's time, for a browser whose clock is wrong; absent before gateways said it. */
    at: v.optional(timestampSchema),
    me: agentSchema,
    seq,
    history,
    resumed: v.boolean(),
    agents: v.array(agentSchema),
    presence: v.array(agentPresenceSchema),
    activity: v.optional(v.array(agentActivitySchema)),
    counts: inboxCountsSchema,
    simulator: v.boolean(),
    lines: v.array(v.string()),
    warnings: v.array(warningSchema),
  }),
  /** New or changed entries of the watched thread, ascending by position. */
  v.object({
    type: v.literal('entries'),
    seq,
    conversation: v.string(),
    entries: v.array(timelineEntrySchema),
  }),
  /** Conversations that entered, changed in, or left the watched view, or of the open thread. */
  v.object({
    type: v.literal('conversations'),
    seq,
    conversations: v.array(conversationSchema),
    /** Numbers of those that just came to the reader by another's hand. */
    given: v.optional(v.array(v.string())),
  }),
  /** At most 4 a second. */
  v.object({ type: v.literal('counts'), seq, counts: inboxCountsSchema }),
  v.object({ type: v.literal('agents'), seq, agents: v.array(agentSchema) }),
  /** Teams, labels, canned responses, settings, and the asker's own drafts and mentions that changed. */
  v.object({
    type: v.literal('shared'),
    seq,
    /** The newest change in it; `seq` may be that of before the batch it came with. */
    upTo: v.optional(seq),
    shared: v.array(sharedChangeSchema),
  }),
  /** What the welcome said of the system has changed. */
  aboutFrame,
  /** Whether the gateway itself follows the switchboard; `since` when it last did. */
  v.object({ type: v.literal('upstream'), live: v.boolean(), since: v.string() }),
  responseFrame,
  ephemeralFrame,
  errorFrame,
])

export type GatewayFrame = v.InferOutput<typeof gatewayFrameSchema>
export type SwitchboardFrame = v.InferOutput<typeof switchboardFrameSchema>
export type BrowserFrame = v.InferOutput<typeof browserFrameSchema>
export type ConsoleFrame = v.InferOutput<typeof consoleFrameSchema>
export type Watch = v.InferOutput<typeof watchSchema>
export type ResponseFrame = v.InferOutput<typeof responseFrame>

/** The largest frame a browser may send, in bytes. */
export const MAX_BROWSER_FRAME_BYTES = 64 * 1024
/** The largest frame between gateway and switchboard, in bytes: a page of the longest texts fits. */
export const MAX_UPSTREAM_FRAME_BYTES = 8 * 1024 * 1024

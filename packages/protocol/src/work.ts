import * as v from 'valibot'
import { conversationSchema, labelsSchema, priorityLevels } from './conversation.ts'
import { entrySchema, timestampSchema } from './entry.ts'
import { preferencesSchema } from './people.ts'
import { isSeen, turnsNothing } from './visible-name.ts'

const id = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id is 1–64 of A–Z, a–z, 0–9, _ and -.'),
)
const number = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const name = v.pipe(v.string(), v.trim(), v.minLength(1, 'Please give a name.'), v.maxLength(64))
/** What is given from now on; older ones may be unseen. */
const newName = v.pipe(name, isSeen, turnsNothing)
const text = (max: number) =>
  v.pipe(
    v.string(),
    v.check((body) => body.trim() !== '', 'Some text is needed.'),
    v.maxLength(max, `There is room for ${max} characters.`),
  )
const wholeNumber = (min: number, max: number) =>
  v.pipe(
    v.number(),
    v.integer('A whole number is needed.'),
    v.minValue(min, `It is at least ${min}.`),
    v.maxValue(max, `It is at most ${max}.`),
  )
const assignment = { number, assignmentVersion: v.number() }
const changedConversation = v.object({ conversation: conversationSchema })

/** Agents who share a queue of their own. A disabled team is given nothing new. */
export const teamSchema = v.object({
  id,
  name,
  members: v.pipe(v.array(v.string()), v.maxLength(500)),
  disabled: v.boolean(),
})

/** What Conversations may be marked with; a retired label stays where it is and is offered no more. */
export const labelSchema = v.object({ id, name, retired: v.boolean() })

/**
 * A prepared text. The console fills `{customer}`, `{agent}`, `{line}` and `{date}`. With an `owner` it is
 * that Agent's alone.
 */
export const cannedResponseSchema = v.object({
  id,
  shortcut: v.pipe(
    v.string(),
    v.regex(/^[^\s/]{1,32}$/, 'A shortcut is 1–32 characters, no space.'),
  ),
  text: text(1600),
  owner: v.nullable(v.string()),
})

/** What an Agent has begun to write to a Customer. */
export const draftSchema = v.object({
  number,
  body: v.pipe(v.string(), v.maxLength(1600)),
  /** Greater with each time it is put; by it a device tells its own from what another wrote since. */
  version: v.optional(v.number()),
  at: v.optional(timestampSchema),
})

/** A note that names an Agent, for that Agent. */
export const mentionSchema = v.object({
  id,
  number,
  position: v.number(),
  by: v.string(),
  at: timestampSchema,
})

/** How work is handed out, for everybody. What was stored before a field existed has its default. */
export const settingsSchema = v.object({
  /** Off: nothing is handed out, Agents claim from the Queue. */
  automaticAssignment: v.boolean(),
  /** How long all tabs of an Agent may be idle before they are away. */
  idleMinutes: v.optional(v.number(), 5),
  /** How long an Agent without any socket is still on line. */
  graceSeconds: v.optional(v.number(), 30),
  /** What automatic assignment may give an Agent without a capacity of their own. */
  defaultCapacity: v.optional(v.number(), 20),
})

/** What a person may set them to; what is not named stays. */
export const settingsChangeSchema = v.object({
  automaticAssignment: v.optional(v.boolean()),
  idleMinutes: v.optional(wholeNumber(1, 480)),
  graceSeconds: v.optional(wholeNumber(5, 3600)),
  defaultCapacity: v.optional(wholeNumber(1, 1000)),
})

/** One of our own numbers, or a Messaging Service, as people know it. */
export const lineSchema = v.object({
  line: v.string(),
  name: v.nullable(v.string()),
  /** When a text last came or went on it, to within ten minutes. */
  lastUsedAt: v.nullable(timestampSchema),
})

/** A durable thing beside the histories as it is after a change; `value` null: it is gone. */
export const sharedChangeSchema = v.variant('kind', [
  v.object({ kind: v.literal('team'), id: v.string(), value: v.nullable(teamSchema) }),
  v.object({ kind: v.literal('label'), id: v.string(), value: v.nullable(labelSchema) }),
  v.object({ kind: v.literal('canned'), id: v.string(), value: v.nullable(cannedResponseSchema) }),
  /** `id` is the Customer's number. */
  v.object({ kind: v.literal('draft'), id: v.string(), value: v.nullable(draftSchema) }),
  v.object({ kind: v.literal('mention'), id: v.string(), value: v.nullable(mentionSchema) }),
  v.object({ kind: v.literal('settings'), id: v.string(), value: v.nullable(settingsSchema) }),
  /** `id` is the Line. */
  v.object({ kind: v.literal('line'), id: v.string(), value: v.nullable(lineSchema) }),
  /** All of one's own settings. */
  v.object({
    kind: v.literal('preferences'),
    id: v.string(),
    value: v.nullable(preferencesSchema),
  }),
])

/** Where a transfer goes: to an Agent, to a team's queue, or to everybody's. */
export const transferTargetSchema = v.variant('kind', [
  v.object({ kind: v.literal('agent'), agent: v.string() }),
  v.object({ kind: v.literal('team'), team: v.string() }),
  v.object({ kind: v.literal('queue') }),
])

/** For whom work goes to. */
export const handOverNoteSchema = text(4000)

/** Presence an Agent chooses; `offline` is only ever the consequence of being gone. */
export const chosenPresences = ['available', 'busy', 'away'] as const

/** Part of `operations` in requests.ts: presence, handing work on, and what belongs to a team. */
export const workOperations = {
  /** Ephemeral, over all of the asker's tabs and gateways. */
  'set-presence': {
    args: v.object({ presence: v.picklist(chosenPresences) }),
    result: v.object({}),
  },
  /**
   * The holder (or an admin; anybody while nobody holds it) hands it on, with a note to the next one.
   * UNKNOWN_AGENT, AGENT_FULL (an admin may), UNKNOWN_TEAM, TEAM_DISABLED, SAME_HOLDER, STALE_ASSIGNMENT, NOT_HOLDER.
   */
  transfer: {
    args: v.object({
      ...assignment,
      to: transferTargetSchema,
      note: v.optional(handOverNoteSchema),
    }),
    result: changedConversation,
  },
  /** Puts it aside until a time (ISO 8601), or with null until the Customer writes. The holder stays. */
  snooze: {
    args: v.object({ ...assignment, until: v.nullable(timestampSchema) }),
    result: changedConversation,
  },
  /** Replaces the labels; ids of `label`s. */
  'set-labels': {
    args: v.object({ number, labels: labelsSchema }),
    result: changedConversation,
  },
  'set-priority': {
    args: v.object({
      number,
      level: v.picklist(priorityLevels),
      reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
    }),
    result: changedConversation,
  },
  /**
   * A private note; `mentions` are Agents' ids, who find it under `mention`. The same `clientMessageId`
   * again returns the same entry; with another text it is MESSAGE_ID_REUSED.
   */
  note: {
    args: v.object({
      number,
      body: text(4000),
      clientMessageId: v.optional(id),
      mentions: v.optional(v.pipe(v.array(v.string()), v.maxLength(20))),
    }),
    result: v.object({ entry: entrySchema }),
  },
  /** Forgets a mention once it was seen. */
  'dismiss-mention': { args: v.object({ id }), result: v.object({}) },
  /** Gives back all open work of the asker, who is away then; with `dryRun` only counts it. */
  'end-shift': {
    args: v.object({ dryRun: v.optional(v.boolean(), false) }),
    result: v.object({ open: v.number(), unanswered: v.number() }),
  },
  /** Everything the asker may see beside the histories; changes follow as `shared` frames. */
  shared: {
    args: v.object({}),
    result: v.object({
      teams: v.array(teamSchema),
      labels: v.array(labelSchema),
      lines: v.array(lineSchema),
      cannedResponses: v.array(cannedResponseSchema),
      drafts: v.array(draftSchema),
      mentions: v.array(mentionSchema),
      settings: settingsSchema,
      /** The asker's own. */
      preferences: preferencesSchema,
      /** The same as `settings.defaultCapacity`. */
      defaultCapacity: v.number(),
      asOf: v.number(),
    }),
  },
  /** Makes or changes a canned response; a shared one (owner null) only admins, a personal one its owner. */
  'put-canned-response': {
    args: v.object({
      id: v.optional(id),
      shortcut: v.pipe(cannedResponseSchema.entries.shortcut, isSeen, turnsNothing),
      text: cannedResponseSchema.entries.text,
      personal: v.optional(v.boolean(), true),
    }),
    result: v.object({ cannedResponse: cannedResponseSchema }),
  },
  'delete-canned-response': { args: v.object({ id }), result: v.object({}) },
  /**
   * Keeps what the asker is writing, for their other tabs and devices; an empty body forgets it (`draft` null).
   * With `base`, the version last seen here (0 for none), what another device wrote since is not written over:
   * DRAFT_STALE, `data.draft`. Without it the newest wins.
   */
  'put-draft': {
    args: v.object({
      number,
      body: draftSchema.entries.body,
      base: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
    result: v.object({ draft: v.nullable(draftSchema) }),
  },
  /** Makes or changes a team; admins only, like the four after it. */
  'put-team': {
    args: v.object({
      id: v.optional(id),
      name: newName,
      members: teamSchema.entries.members,
      disabled: v.optional(v.boolean(), false),
    }),
    result: v.object({ team: teamSchema }),
  },
  'put-label': {
    args: v.object({ id: v.optional(id), name: newName, retired: v.optional(v.boolean(), false) }),
    result: v.object({ label: labelSchema }),
  },
  /** How much automatic assignment may give an Agent; null: the default. */
  'set-capacity': {
    args: v.object({
      agent: v.string(),
      capacity: v.nullable(wholeNumber(0, 1000)),
    }),
    result: v.object({}),
  },
  /** Changes the settings that are named; answers, and tells everybody, all of them. */
  'put-settings': { args: settingsChangeSchema, result: v.object({ settings: settingsSchema }) },
} as const

export type Team = v.InferOutput<typeof teamSchema>
export type Label = v.InferOutput<typeof labelSchema>
export type CannedResponse = v.InferOutput<typeof cannedResponseSchema>
export type AgentDraft = v.InferOutput<typeof draftSchema>
export type Line = v.InferOutput<typeof lineSchema>
export type Mention = v.InferOutput<typeof mentionSchema>
export type Settings = v.InferOutput<typeof settingsSchema>
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>
export type SharedChange = v.InferOutput<typeof sharedChangeSchema>
export type TransferTarget = v.InferOutput<typeof transferTargetSchema>
export type ChosenPresence = (typeof chosenPresences)[number]

import * as v from 'valibot'
import { isSeen, turnsNothing } from './visible-name.ts'

export const roles = ['admin', 'agent'] as const
export const presences = ['available', 'busy', 'away', 'offline'] as const

/** A person who answers, as every console may see them. */
export const agentSchema = v.object({
  id: v.string(),
  name: v.string(),
  role: v.picklist(roles),
  disabled: v.boolean(),
  /** How much automatic assignment may give them; absent: the default. */
  capacity: v.optional(v.number()),
})

export type Agent = v.InferOutput<typeof agentSchema>
export type Presence = (typeof presences)[number]

/** Shown beside a person; nobody is offline before the grace time without any socket has passed. */
export const agentPresenceSchema = v.object({
  agent: v.string(),
  presence: v.picklist(presences),
  /** `away` only because nobody touched any of their tabs for a while; who chose it has none. */
  idle: v.optional(v.literal(true)),
})

/** Who has a Conversation open on some tab, and whether they write in it. */
export const agentActivitySchema = v.object({
  agent: v.string(),
  number: v.pipe(v.string(), v.maxLength(64)),
  typing: v.boolean(),
})

export type AgentActivity = v.InferOutput<typeof agentActivitySchema>
export type AgentPresence = v.InferOutput<typeof agentPresenceSchema>

/** What a person may sign in with: 1–64 characters, one of them visible, without control characters, trimmed. */
export const agentNameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Please give a name.'),
  v.maxLength(64, 'A name has at most 64 characters.'),
  v.regex(/^[^\p{Cc}]*$/u, 'A name has no control characters.'),
  isSeen,
  turnsNothing,
)

/** OWASP ASVS 5.0 V6.2: at least 8 characters, long ones allowed, no rules of composition. */
export const passwordSchema = v.pipe(
  v.string(),
  v.minLength(8, 'A password has at least 8 characters.'),
  v.maxLength(256, 'A password has at most 256 characters.'),
)

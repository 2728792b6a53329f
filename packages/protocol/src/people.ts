import * as v from 'valibot'
import { agentNameSchema, agentSchema, passwordSchema, roles } from './agent.ts'
import { timestampSchema } from './entry.ts'

const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
const token = v.pipe(v.string(), v.maxLength(200))
const changedAgent = v.object({ agent: agentSchema })

/** How long an invitation may be accepted. */
export const INVITE_DAYS = 7

/** A link with which somebody may make themselves an account, once; its secret part is not kept. */
export const inviteSchema = v.object({
  id,
  role: v.picklist(roles),
  /** The admin who made it. */
  by: v.string(),
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
})

const MAX_PREFERENCES_LENGTH = 8192

/** A person's own settings, whatever a console keeps in them: up to 64 of them, 8 KiB of JSON in all. */
export const preferencesSchema = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'No setting has such a name.')),
    v.unknown(),
  ),
  v.maxEntries(64, 'There is room for 64 settings.'),
  v.check(
    (preferences) => JSON.stringify(preferences).length <= MAX_PREFERENCES_LENGTH,
    `There is room for ${MAX_PREFERENCES_LENGTH} characters of settings.`,
  ),
)

/** Part of `operations` in requests.ts: who may come in, and what is their own. */
export const peopleOperations = {
  /** Makes a link (`/invite/{token}`) that is good for one account, for 7 days; admins only. The token is told this once. */
  'create-invite': {
    args: v.object({ role: v.optional(v.picklist(roles), 'agent') }),
    result: v.object({ invite: inviteSchema, token: v.string() }),
  },
  /** Those that may still be accepted, newest first; admins only. */
  invites: { args: v.object({}), result: v.object({ invites: v.array(inviteSchema) }) },
  /** Takes an invitation back; admins only. */
  'revoke-invite': { args: v.object({ id }), result: v.object({}) },
  /** Whether an invitation may be accepted, as what, and who sent it. */
  'check-invite': {
    args: v.object({ token }),
    result: v.object({
      valid: v.boolean(),
      role: v.optional(v.picklist(roles)),
      /** The name of the admin. */
      by: v.optional(v.string()),
    }),
  },
  /** Makes the account an invitation is for and signs its owner in. INVITE_OVER, NAME_TAKEN. */
  'accept-invite': {
    args: v.object({ token, name: agentNameSchema, password: passwordSchema }),
    result: v.object({ session: v.string(), agent: agentSchema }),
  },
  /**
   * Changes a person; admins only, what is absent stays. Who is disabled is out at once, and what they hold
   * goes back to the queue (`givenBack`). UNKNOWN_AGENT, NAME_TAKEN, LAST_ADMIN.
   */
  'update-agent': {
    args: v.object({
      id: v.string(),
      name: v.optional(agentNameSchema),
      role: v.optional(v.picklist(roles)),
      disabled: v.optional(v.boolean()),
      /** How much automatic assignment may give them; null: the default. */
      capacity: v.optional(
        v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))),
      ),
    }),
    result: v.object({ agent: agentSchema, givenBack: v.number() }),
  },
  /** One's own name, which one signs in with. NAME_TAKEN. */
  'rename-me': { args: v.object({ name: agentNameSchema }), result: changedAgent },
  /** One's own password; all other sessions end. BAD_CREDENTIALS when `current` is not right. */
  'change-password': {
    args: v.object({ current: v.string(), password: passwordSchema }),
    result: v.object({}),
  },
  /** Sets some of one's own settings, null removes one; told to one's own sockets as `shared`. */
  'put-preferences': {
    args: v.object({ preferences: preferencesSchema }),
    result: v.object({ preferences: preferencesSchema }),
  },
} as const

export type Invite = v.InferOutput<typeof inviteSchema>
export type Preferences = v.InferOutput<typeof preferencesSchema>

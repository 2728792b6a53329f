import type { HistoryStore, Transaction } from '@switchboard/history'
import {
  preferencesSchema,
  SwitchboardError,
  type CannedResponse,
  type Label,
  type Mention,
  type Preferences,
  type Settings,
  type SettingsChange,
  type SharedChange,
  type Team,
} from '@switchboard/protocol'
import * as v from 'valibot'
import type { SwitchboardConfig } from '../config.ts'

/** What belongs to the whole team is kept under `<kind>!<id>`, an Agent's own under `<kind>!<agent>!<id>`. */
type Kept = Pick<SharedChange, 'kind' | 'id'> & { value: unknown; owner?: string | null }

const keyOf = ({ kind, id, owner }: Kept): string =>
  owner == null ? `${kind}!${id}` : `${kind}!${owner}!${id}`

/** Stores a thing and puts it on the feed, for its owner alone where it has one. */
export async function keepShared(
  transaction: Transaction,
  change: SharedChange,
  owner: string | null = null,
): Promise<void> {
  const key = keyOf({ ...change, owner })
  if (change.value === null) await transaction.deleteRecord('private', key)
  else await transaction.putRecord('private', key, change.value)
  await transaction.share(change)
  if (owner !== null) await transaction.restrictTo(owner)
}

/** One of an Agent's own things, stored without being told; the caller tells of it. */
export async function keepOwn(
  transaction: Transaction,
  change: SharedChange,
  owner: string,
): Promise<void> {
  await transaction.putRecord('private', keyOf({ ...change, owner }), change.value)
}

export function findTeam(transaction: Transaction, id: string): Promise<Team | undefined> {
  return transaction.record<Team>('private', `team!${id}`)
}

export function findLabel(transaction: Transaction, id: string): Promise<Label | undefined> {
  return transaction.record<Label>('private', `label!${id}`)
}

export async function findCanned(
  transaction: Transaction,
  id: string,
  agent: string,
): Promise<CannedResponse | undefined> {
  return (
    (await transaction.record<CannedResponse>('private', `canned!${agent}!${id}`)) ??
    (await transaction.record<CannedResponse>('private', `canned!${id}`))
  )
}

const SETTINGS = { kind: 'settings', id: 'settings' } as const

/** What holds while no admin has set anything else. */
export function defaultSettings(
  config: Pick<SwitchboardConfig, 'awayAfterMs' | 'presenceGraceMs' | 'defaultCapacity'>,
): Settings {
  return {
    automaticAssignment: true,
    idleMinutes: config.awayAfterMs / 60_000,
    graceSeconds: config.presenceGraceMs / 1000,
    defaultCapacity: config.defaultCapacity,
  }
}

/** Those of them that presence goes by. */
export const presenceTimes = ({ graceSeconds, idleMinutes }: Settings) => ({
  graceMs: graceSeconds * 1000,
  awayAfterMs: idleMinutes * 60_000,
})

/** What an admin has set, and nothing else. */
export async function readChosenSettings(
  store: Pick<HistoryStore, 'record'>,
): Promise<Partial<Settings>> {
  return (
    (await store.record<Partial<Settings>>('private', keyOf({ ...SETTINGS, value: null }))) ?? {}
  )
}

/** Sets what is named and tells everybody how all of them are then. */
export async function changeSettings(
  transaction: Transaction,
  change: SettingsChange,
  defaults: Settings,
): Promise<Settings> {
  const chosen = { ...(await readChosenSettings(transaction)), ...change }
  const settings = { ...defaults, ...chosen }
  await transaction.putRecord('private', keyOf({ ...SETTINGS, value: chosen }), chosen)
  await transaction.share({ ...SETTINGS, value: settings })
  return settings
}

export async function readTeams(store: Pick<HistoryStore, 'records'>): Promise<Team[]> {
  return readKept<Team>(store, 'team!')
}

const ownPreferences = (agent: string) =>
  keyOf({ kind: 'preferences', id: 'preferences', owner: agent, value: null })

/** Sets some of an Agent's own settings and tells their sockets all of them; null removes one. */
export async function putPreferences(
  transaction: Transaction,
  change: Preferences,
  agent: string,
): Promise<Preferences> {
  const before = await transaction.record<Preferences>('private', ownPreferences(agent))
  const after = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null)
  const {
    success,
    output: value,
    issues,
  } = v.safeParse(preferencesSchema, Object.fromEntries(after))
  if (!success) throw new SwitchboardError('BAD_REQUEST', issues[0].message)
  await keepShared(transaction, { kind: 'preferences', id: 'preferences', value }, agent)
  return value
}

export async function readLabels(store: Pick<HistoryStore, 'records'>): Promise<Label[]> {
  return readKept<Label>(store, 'label!')
}

/** Everything an Agent may see. */
export async function readShared(store: HistoryStore, agent: string, defaults: Settings) {
  const asOf = store.seq
  const canned = await readKept<CannedResponse>(store, 'canned!')
  return {
    teams: await readTeams(store),
    labels: await readLabels(store),
    // Everybody's first.
    cannedResponses: [null, agent].flatMap((whose) =>
      canned.filter(({ owner }) => owner === whose),
    ),
    mentions: await readKept<Mention>(store, `mention!${agent}!`),
    settings: { ...defaults, ...(await readChosenSettings(store)) },
    preferences: (await store.record<Preferences>('private', ownPreferences(agent))) ?? {},
    asOf,
  }
}

/** All of one kind, or of one kind and owner. */
export async function readKept<T>(
  store: Pick<HistoryStore, 'records'>,
  prefix: string,
): Promise<T[]> {
  const range = { gt: prefix, lt: `${prefix.slice(0, -1)}"` }
  return (await store.records<T>('private', range)).map(({ value }) => value)
}

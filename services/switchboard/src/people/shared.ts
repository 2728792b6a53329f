import type { HistoryStore, Transaction } from '@switchboard/history'
import type {
  AgentDraft,
  CannedResponse,
  Label,
  Mention,
  Settings,
  SharedChange,
  Team,
} from '@switchboard/protocol'

/** What belongs to the whole team is kept under `<kind>!<id>`, an Agent's own under `<kind>!<agent>!<id>`. */
type Kept = Pick<SharedChange, 'kind' | 'id'> & { value: unknown; owner?: string | null }

const keyOf = ({ kind, id, owner }: Kept): string =>
  owner == null ? `${kind}!${id}` : `${kind}!${owner}!${id}`

const defaultSettings: Settings = { automaticAssignment: true }

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

export async function readSettings(store: Pick<HistoryStore, 'record'>): Promise<Settings> {
  return (await store.record<Settings>('private', 'settings!settings')) ?? defaultSettings
}

export async function readTeams(store: Pick<HistoryStore, 'records'>): Promise<Team[]> {
  return values<Team>(store, 'team!')
}

/** Everything an Agent may see. */
export async function readShared(store: HistoryStore, agent: string) {
  const asOf = store.seq
  const canned = await values<CannedResponse>(store, 'canned!')
  return {
    teams: await readTeams(store),
    labels: await values<Label>(store, 'label!'),
    // Everybody's first.
    cannedResponses: [null, agent].flatMap((whose) =>
      canned.filter(({ owner }) => owner === whose),
    ),
    drafts: await values<AgentDraft>(store, `draft!${agent}!`),
    mentions: await values<Mention>(store, `mention!${agent}!`),
    settings: await readSettings(store),
    asOf,
  }
}

async function values<T>(store: Pick<HistoryStore, 'records'>, prefix: string): Promise<T[]> {
  const range = { gt: prefix, lt: `${prefix.slice(0, -1)}"` }
  return (await store.records<T>('private', range)).map(({ value }) => value)
}

import type {
  AgentDraft,
  CannedResponse,
  Label,
  Line,
  Mention,
  OperationResult,
  Preferences,
  Settings,
  SharedChange,
  Team,
} from '@switchboard/protocol'
import { byName } from '../i18n/in-order.ts'
import { own } from './own.ts'

type ById<T> = Readonly<Record<string, T>>

interface Lists {
  teams: ById<Team>
  labels: ById<Label>
  cannedResponses: ById<CannedResponse>
  drafts: ById<AgentDraft>
  mentions: ById<Mention>
  lines: ById<Line>
}

/** What is kept beside the histories: everybody's, and what is this person's alone. */
export interface Shared extends Lists {
  settings: Settings
  /** One's own. */
  preferences: Preferences
  /** The changeset it was read at; null until it was. */
  asOf: number | null
  /** What came live before the page did. */
  waiting: readonly { seq: number; changes: readonly SharedChange[] }[]
}

export const emptyShared: Shared = {
  teams: {},
  labels: {},
  cannedResponses: {},
  drafts: {},
  mentions: {},
  lines: {},
  preferences: {},
  settings: { automaticAssignment: true, idleMinutes: 5, graceSeconds: 30, defaultCapacity: 20 },
  asOf: null,
  waiting: [],
}

const listOf = {
  team: 'teams',
  label: 'labels',
  canned: 'cannedResponses',
  draft: 'drafts',
  mention: 'mentions',
  line: 'lines',
} as const satisfies Record<Exclude<SharedChange['kind'], 'settings' | 'preferences'>, keyof Lists>

/** A page joins what came live since it was read. */
export function applySharedPage(shared: Shared, page: OperationResult<'shared'>): Shared {
  const read: Shared = {
    teams: byId(page.teams, ({ id }) => id),
    labels: byId(page.labels, ({ id }) => id),
    cannedResponses: byId(page.cannedResponses, ({ id }) => id),
    drafts: byId(page.drafts, ({ number }) => number),
    mentions: byId(page.mentions, ({ id }) => id),
    lines: byId(page.lines, ({ line }) => line),
    preferences: page.preferences,
    settings: page.settings,
    asOf: page.asOf,
    waiting: [],
  }
  return shared.waiting.reduce(
    (now, { seq, changes }) => applySharedChanges(now, seq, changes),
    read,
  )
}

/** Changes that came live; those the page told already change nothing. */
export function applySharedChanges(
  shared: Shared,
  seq: number,
  changes: readonly SharedChange[],
): Shared {
  if (shared.asOf === null)
    return { ...shared, waiting: [...shared.waiting, { seq, changes }].slice(-1_000) }
  return seq <= shared.asOf ? shared : changes.reduce(applyChange, shared)
}

function applyChange(shared: Shared, change: SharedChange): Shared {
  if (change.kind === 'settings')
    return change.value ? { ...shared, settings: change.value } : shared
  if (change.kind === 'preferences') return { ...shared, preferences: change.value ?? {} }
  const list = listOf[change.kind]
  const { [change.id]: _, ...others } = shared[list] as ById<unknown>
  const next = change.value === null ? others : { ...others, [change.id]: change.value }
  return { ...shared, [list]: next }
}

/** Labels by their ids, in the order of their names; what is not known is not shown. */
export function labelsOf(known: ById<Label>, ids: readonly string[] = []): Label[] {
  return ids.flatMap((id) => own(known, id) ?? []).toSorted(byName)
}

function byId<T>(items: readonly T[], id: (item: T) => string): ById<T> {
  return Object.fromEntries(items.map((item) => [id(item), item]))
}

import { isFailure, type TimelineEntry, type TimelineMessage } from '@switchboard/protocol'
import type { Outgoing } from '../state/outgoing.ts'
import { deliveryWords } from '../words/delivery.ts'
import { isSameDay } from '../words/time.ts'
import { moodStretches, type MoodStretch } from './mood-stretches.ts'

export type EventEntry = Extract<TimelineEntry, { kind: 'event' }>
type NoteEntry = Extract<TimelineEntry, { kind: 'note' }>

/** One row of the timeline. Keys stay the same while an entry changes, and when a sent reply arrives. */
export type TimelineItem = { key: string; stretch: MoodStretch | null } & (
  | { kind: 'beginning' }
  | { kind: 'day'; at: string }
  | { kind: 'unread' }
  | {
      kind: 'message'
      entry: TimelineMessage
      opens: boolean
      /** Ends its group, whose foot it has. */
      closes: boolean
      /** A reply of which that foot does not tell what became. */
      differs: boolean
    }
  | { kind: 'note'; entry: NoteEntry }
  | { kind: 'event'; entry: EventEntry }
  | { kind: 'hand-overs'; entries: readonly EventEntry[] }
  | { kind: 'outgoing'; outgoing: Outgoing; opens: boolean }
)

type Bare = TimelineItem extends infer T ? (T extends T ? Omit<T, 'stretch'> : never) : never

/** Texts of one author this close together stand as one group. */
const GROUP_MS = 5 * 60_000

interface Source {
  entries: readonly TimelineEntry[]
  /** True when the first entry of all is loaded. */
  complete: boolean
  unreadAfter: number | null
  /** Replies of this Conversation that have no entry yet, oldest first. */
  outgoing: readonly Outgoing[]
}

/** The rows of a history: entries in their order, with day and unread dividers, then what is being sent. */
export function timelineItems({
  entries,
  complete,
  unreadAfter,
  outgoing,
}: Source): TimelineItem[] {
  const rows: Bare[] =
    complete && entries.length > 0 ? [{ key: 'beginning', kind: 'beginning' }] : []
  const unreadAt = unreadPosition(entries, unreadAfter, complete)
  const runs = handOverRuns(entries)
  const feet = feetOf(entries)
  entries.forEach((entry, index) => {
    const before = entries[index - 1]
    const dayBegins = !before || !isSameDay(Date.parse(before.at), Date.parse(entry.at))
    if (dayBegins) rows.push({ key: `day-${entry.position}`, kind: 'day', at: entry.at })
    if (entry.position === unreadAt) rows.push({ key: 'unread', kind: 'unread' })
    const run = runs.get(index)
    if (run === undefined)
      rows.push(entryRow(entries, index, dayBegins || entry.position === unreadAt, feet[index]))
    else if (run[0] === entry)
      rows.push({ key: `h${entry.position}`, kind: 'hand-overs', entries: run })
  })
  rows.push(...outgoingRows(entries.at(-1), outgoing))
  return moodStretches(rows).map((stretch, index) => ({ ...rows[index]!, stretch }))
}

/** This many in a row are told as one. */
const MIN_FOLDED = 3
const handOvers: ReadonlySet<string> = new Set(['assigned', 'taken', 'released', 'transferred'])

/** What only went from hand to hand, on one day and with nothing in between; by the index of each entry. */
function handOverRuns(entries: readonly TimelineEntry[]): Map<number, readonly EventEntry[]> {
  const runs = new Map<number, readonly EventEntry[]>()
  let run: EventEntry[] = []
  entries.forEach((entry, index) => {
    const before = run.at(-1)
    const isHandOver = entry.kind === 'event' && handOvers.has(entry.event)
    if (!isHandOver || (before && !isSameDay(Date.parse(before.at), Date.parse(entry.at)))) run = []
    if (!isHandOver) return
    run.push(entry)
    if (run.length < MIN_FOLDED) return
    run.forEach((_, back) => runs.set(index - back, run))
  })
  return runs
}

/** Where the row of an entry is; -1 when it has none. */
export function indexOfPosition(items: readonly TimelineItem[], position: number): number {
  return items.findIndex((item) => {
    if ('entry' in item) return item.entry.position === position
    return 'entries' in item && item.entries.some((entry) => entry.position === position)
  })
}

function unreadPosition(
  entries: readonly TimelineEntry[],
  unreadAfter: number | null,
  isComplete: boolean,
): number | undefined {
  const first = entries[0]?.position ?? 0
  // Of a part that begins later nobody can say what its first unread text is.
  if (unreadAfter === null || (!isComplete && first > unreadAfter + 1)) return undefined
  return entries.find((entry) => isInbound(entry) && entry.position > unreadAfter)?.position
}

function entryRow(
  entries: readonly TimelineEntry[],
  index: number,
  opensAnyway: boolean,
  foot: TimelineMessage | undefined,
): Bare {
  const entry = entries[index]!
  if (entry.kind === 'event') return { key: `e${entry.position}`, kind: 'event', entry }
  if (entry.kind === 'note') return { key: `e${entry.position}`, kind: 'note', entry }
  const before = entries[index - 1]
  const stoodApart = before?.kind === 'message' && needsOwnFoot(before)
  const opens = opensAnyway || stoodApart || !isSameGroup(before, entry)
  const closes = foot === undefined || foot === entry
  const differs = !closes && entry.direction === 'outbound' && stateOf(entry) !== stateOf(foot)
  return { key: messageKey(entry), kind: 'message', entry, opens, closes, differs }
}

/** The text that ends the group of each; one pass, as there may be a thousand in a group. */
function feetOf(entries: readonly TimelineEntry[]): TimelineMessage[] {
  const feet: TimelineMessage[] = []
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index]!
    if (entry.kind !== 'message') continue
    const goesOn = !needsOwnFoot(entry) && isSameGroup(entry, entries[index + 1])
    feet[index] = (goesOn && feet[index + 1]) || entry
  }
  return feet
}

const stateOf = (message: TimelineMessage): string => deliveryWords(message).short

function outgoingRows(last: TimelineEntry | undefined, outgoing: readonly Outgoing[]): Bare[] {
  const isReply = last?.kind === 'message' && last.direction === 'outbound' && !needsOwnFoot(last)
  return outgoing.map((item, index) => ({
    key: item.id,
    kind: 'outgoing',
    outgoing: item,
    opens: index === 0 && !isReply,
  }))
}

function messageKey({ clientMessageId, position }: TimelineMessage): string {
  return clientMessageId ?? `e${position}`
}

function isInbound(entry: TimelineEntry): entry is TimelineMessage {
  return entry.kind === 'message' && entry.direction === 'inbound'
}

function isSameGroup(a: TimelineEntry | undefined, b: TimelineEntry | undefined): boolean {
  if (a?.kind !== 'message' || b?.kind !== 'message') return false
  if (a.direction !== b.direction || a.agent !== b.agent || a.line !== b.line) return false
  const [from, to] = [Date.parse(a.at), Date.parse(b.at)]
  return to - from < GROUP_MS && isSameDay(from, to)
}

/** Failed, uncertain and belated messages say so themselves, in a group too. */
function needsOwnFoot({ status, backfilled }: TimelineMessage): boolean {
  return isFailure(status) || status === 'unknown' || backfilled === true
}

import type { TimelineEntry } from '@switchboard/protocol'

/** Where the timeline should be: an entry in sight, and a number that tells one wish from the next. */
export interface Target {
  position: number
  wish: number
}

/** One open history: an unbroken run of entries, ascending by position. */
export interface Thread {
  number: string
  /** Which opening of it this is: opened again it is shown anew. */
  opening: number
  entries: readonly TimelineEntry[]
  /** `before` of the next older page; null when the beginning is here or nothing was read yet. */
  older: number | null
  /** `after` of the next newer page; null when the run reaches the newest entry. */
  newer: number | null
  /** Which run this is: another one was read somewhere else in the history. */
  run: number
  target: Target | null
  /** What came live for places that are not loaded, while a page is on its way. */
  waiting: readonly TimelineEntry[]
  /** The changeset the first page of this run was read at; null until it came. */
  asOf: number | null
  loading: 'newest' | 'older' | 'newer' | 'jump' | null
  problem: string | null
  /** The problem is that nobody ever texted with this number. */
  isUnknown: boolean
  /** The read mark when the thread was opened; the unread divider stands after it. */
  unreadAfter: number | null
}

export interface EntriesPage {
  entries: readonly TimelineEntry[]
  next: number | null
  asOf: number
  /** Position of the newest entry of the history when the page was read. */
  last: number
}

/** How many entries a thread keeps in memory; beyond it what is farthest from sight goes, and can be read again. */
export const MAX_ENTRIES = 1_000
/** What is left of them then, so that not every text makes some go. */
const KEPT_ENTRIES = 800
/** Where nobody looks the oldest go by themselves. */
const HARD_MAX_ENTRIES = 2 * MAX_ENTRIES
const MAX_WAITING = 1_000

export function emptyThread(number: string): Thread {
  return {
    number,
    opening: 0,
    entries: [],
    older: null,
    newer: null,
    run: 0,
    target: null,
    waiting: [],
    asOf: null,
    loading: 'newest',
    problem: null,
    isUnknown: false,
    unreadAfter: null,
  }
}

/** Both lists by position; of the same entry the one changed last stays. Ascending. */
export function mergeEntries(
  known: readonly TimelineEntry[],
  incoming: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const merged = new Map(known.map((entry) => [entry.position, entry]))
  let changed = false
  for (const entry of incoming) {
    const before = merged.get(entry.position)
    if (before && before.changedSeq >= entry.changedSeq) continue
    merged.set(entry.position, entry)
    changed = true
  }
  if (!changed) return known
  return [...merged.values()].toSorted((a, b) => a.position - b.position)
}

/** A page from anywhere in the history, in place of what is known outside it. */
export function applyJump(thread: Thread, page: EntriesPage, position: number | null): Thread {
  const target = position === null ? null : wishFor(thread, position)
  return { ...applyPage(thread, page), run: thread.run + 1, target }
}

/** The newest page, or that of the unread: what is known outside its run goes, what came live meanwhile stays. */
export function applyPage(thread: Thread, page: EntriesPage): Thread {
  const positions = page.entries.map((entry) => entry.position)
  const [floor, top] = [Math.min(...positions), Math.max(...positions)]
  const reachesEnd = positions.length === 0 || top >= page.last
  const live = [...thread.entries, ...thread.waiting]
  const kept = live.filter(
    ({ position }) => position >= floor && (position <= top || (reachesEnd && position > top)),
  )
  // What is known and did not change stays the same object, and so does all of it: nothing is drawn again for it.
  const entries = sameOr(thread.entries, unbroken(mergeEntries(ascending(kept), page.entries), top))
  return {
    ...thread,
    entries,
    older: page.next,
    newer: reachesEnd ? null : top,
    waiting: [],
    asOf: page.asOf,
    loading: null,
    problem: null,
  }
}

function sameOr(
  known: readonly TimelineEntry[],
  entries: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const isSame = known.length === entries.length && known.every((one, at) => one === entries[at])
  return isSame ? known : entries
}

function ascending(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return mergeEntries([], entries)
}

/** What came live after the page is taken as far as nothing is missing in between. */
function unbroken(entries: readonly TimelineEntry[], top: number): readonly TimelineEntry[] {
  const gap = entries.findIndex(
    ({ position }, index) =>
      index > 0 && position > top && position !== (entries[index - 1]?.position ?? 0) + 1,
  )
  return gap === -1 ? entries : entries.slice(0, gap)
}

export function applyOlderPage(thread: Thread, page: EntriesPage): Thread {
  return {
    ...thread,
    entries: mergeEntries(thread.entries, [...page.entries, ...waitingWithin(thread, page)]),
    older: page.next,
    waiting: [],
    loading: null,
    problem: null,
  }
}

export function applyNewerPage(thread: Thread, page: EntriesPage): Thread {
  const top = Math.max(thread.newer ?? 0, ...page.entries.map((entry) => entry.position))
  const isWhole = top >= page.last
  const beyond = isWhole ? thread.waiting.filter(({ position }) => position > top) : []
  const within = [...page.entries, ...waitingWithin(thread, page), ...beyond]
  return {
    ...thread,
    entries: unbroken(mergeEntries(thread.entries, within), top),
    newer: isWhole ? null : top,
    waiting: [],
    loading: null,
    problem: null,
  }
}

function waitingWithin({ waiting }: Thread, { entries }: EntriesPage): TimelineEntry[] {
  const known = new Set(entries.map(({ position }) => position))
  return waiting.filter(({ position }) => known.has(position))
}

/** Asks the timeline to bring an entry of this run in sight. */
export function aimAt(thread: Thread, position: number): Thread {
  return { ...thread, target: wishFor(thread, position) }
}

function wishFor({ target }: Thread, position: number): Target {
  return { position, wish: (target?.wish ?? 0) + 1 }
}

/**
 * Entries that came live. What is outside the run is left for its page; those the page already told
 * (`changedSeq`) change nothing.
 */
export function applyLiveEntries(thread: Thread, incoming: readonly TimelineEntry[]): Thread {
  const floor = thread.older === null ? 0 : (thread.entries[0]?.position ?? 0)
  const isInRun = ({ position }: TimelineEntry): boolean =>
    position >= floor && (thread.newer === null || position <= thread.newer)
  const entries = mergeEntries(thread.entries, incoming.filter(isInRun))
  const outside = incoming.filter((entry) => !isInRun(entry))
  const waiting = thread.loading === null ? thread.waiting : wait(thread.waiting, outside)
  if (entries === thread.entries && waiting === thread.waiting) return thread
  const next = { ...thread, entries, waiting }
  return entries.length > HARD_MAX_ENTRIES ? dropFarEntries(next, 'older') : next
}

function wait(
  waiting: readonly TimelineEntry[],
  outside: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  return outside.length === 0 ? waiting : [...waiting, ...outside].slice(-MAX_WAITING)
}

/** Lets go of the older or the newer end of a run that has grown too long. */
export function dropFarEntries(thread: Thread, end: 'older' | 'newer'): Thread {
  if (thread.entries.length <= KEPT_ENTRIES) return thread
  if (end === 'older') {
    const entries = thread.entries.slice(-KEPT_ENTRIES)
    return { ...thread, entries, older: entries[0]?.position ?? null }
  }
  const entries = thread.entries.slice(0, KEPT_ENTRIES)
  return { ...thread, entries, newer: entries.at(-1)?.position ?? null }
}

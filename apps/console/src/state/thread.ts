import type { TimelineEntry } from '@switchboard/protocol'

/** One open history: an unbroken run of entries, ascending by position, up to the newest. */
export interface Thread {
  number: string
  entries: readonly TimelineEntry[]
  /** `before` of the next older page; null when the beginning is here or nothing was read yet. */
  older: number | null
  /** The changeset the newest page was read at; null until it came. */
  asOf: number | null
  loading: 'newest' | 'older' | null
  problem: string | null
  /** The read mark when the thread was opened; the unread divider stands after it. */
  unreadAfter: number | null
}

export interface EntriesPage {
  entries: readonly TimelineEntry[]
  next: number | null
  asOf: number
}

/** How many entries a thread keeps in memory; the oldest leave first and can be read again. */
export const MAX_ENTRIES = 5000

export function emptyThread(number: string): Thread {
  return {
    number,
    entries: [],
    older: null,
    asOf: null,
    loading: 'newest',
    problem: null,
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

/** The newest page: what is known outside its run goes, what came live meanwhile stays. */
export function applyNewestPage(thread: Thread, page: EntriesPage): Thread {
  const floor = page.entries.reduce((low, entry) => Math.min(low, entry.position), Infinity)
  const kept = thread.entries.filter((entry) => entry.position >= floor)
  return {
    ...thread,
    entries: mergeEntries(kept, page.entries),
    older: page.next,
    asOf: page.asOf,
    loading: null,
    problem: null,
  }
}

export function applyOlderPage(thread: Thread, page: EntriesPage): Thread {
  return {
    ...thread,
    entries: mergeEntries(thread.entries, page.entries),
    older: page.next,
    loading: null,
    problem: null,
  }
}

/**
 * Entries that came live. Older ones than what is loaded are left for their page; those the page
 * already told (`changedSeq`) change nothing.
 */
export function applyLiveEntries(thread: Thread, incoming: readonly TimelineEntry[]): Thread {
  const floor = thread.older === null ? 0 : (thread.entries[0]?.position ?? 0)
  const wanted = incoming.filter((entry) => entry.position >= floor)
  const entries = trim(mergeEntries(thread.entries, wanted))
  if (entries === thread.entries) return thread
  const dropped = entries[0] !== undefined && entries.length === MAX_ENTRIES
  return { ...thread, entries, older: dropped ? (entries[0]?.position ?? null) : thread.older }
}

function trim(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return entries.length > MAX_ENTRIES ? entries.slice(-MAX_ENTRIES) : entries
}

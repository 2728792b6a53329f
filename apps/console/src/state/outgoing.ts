import type { Entry, ErrorCode, Media, TimelineEntry } from '@switchboard/protocol'

/** A reply on its way from this browser, shown at once and kept until its entry came back. */
export interface Outgoing {
  /** The client's message id: made once, the same for every attempt. */
  id: string
  number: string
  body: string
  /** Pictures that are uploaded already. */
  media: readonly Media[]
  /** Position of the newest message its author saw. */
  lastSeen: number
  /** Position of the failed reply it is sent in place of. */
  resends?: number | undefined
  createdAt: string
  /**
   * `held`: waits for the connection or its turn. `sending`: asked, not answered. `stored`: taken,
   * its entry is about to come. `stuck`: tried too often; a person decides.
   */
  state: 'held' | 'sending' | 'stored' | 'stuck'
  attempts: number
  /** No attempt before this moment (ms since 1970). */
  notBefore: number
  position: number | null
}

/** Why a text was not taken; the text itself is back in the composer. */
export interface Refusal {
  code: ErrorCode
  message: string
  /** Messages that came in between (REPLY_STALE). */
  since: readonly Entry[]
  /** Who holds the Conversation (NOT_HOLDER). */
  holder: string | null
}

/** The most replies that wait at once; another is refused in words and stays in the composer. */
export const MAX_OUTGOING = 50
/** Attempts that an unexplained error is given before a person is asked. */
export const MAX_ATTEMPTS = 6

type Queue = readonly Outgoing[]

export function changeOutgoing(queue: Queue, id: string, change: Partial<Outgoing>): Queue {
  return queue.map((item) => (item.id === id ? { ...item, ...change } : item))
}

/** The replies that may go now: the first of each Conversation, unless one is under way. */
export function nextToSend(queue: Queue, now: number): Outgoing[] {
  const first = new Map<string, Outgoing>()
  for (const item of queue) {
    if (item.state === 'stored') continue
    if (!first.has(item.number)) first.set(item.number, item)
  }
  return [...first.values()].filter((item) => item.state === 'held' && item.notBefore <= now)
}

/** When the next reply that waits out a pause may be tried again, ms since 1970; null when none does. */
export function nextAttemptAt(queue: Queue, now: number): number | null {
  const pauses = queue.filter((item) => item.state === 'held' && item.notBefore > now)
  return pauses.length === 0 ? null : Math.min(...pauses.map(({ notBefore }) => notBefore))
}

/** After a reply was stored at `position`, later ones of its author have seen that far. */
export function advanceLastSeen(queue: Queue, stored: Outgoing, position: number): Queue {
  return queue.map((item) =>
    item.number === stored.number && item.id !== stored.id && item.lastSeen >= stored.lastSeen
      ? { ...item, lastSeen: Math.max(item.lastSeen, position) }
      : item,
  )
}

/** Replies whose entries are on the timeline need no place of their own any more. */
export function dropArrived(queue: Queue, entries: readonly TimelineEntry[]): Queue {
  if (queue.length === 0) return queue
  const arrived = new Set(
    entries.flatMap((entry) =>
      entry.kind === 'message' && entry.clientMessageId ? [entry.clientMessageId] : [],
    ),
  )
  const left = queue.filter((item) => !arrived.has(item.id))
  return left.length === queue.length ? queue : left
}

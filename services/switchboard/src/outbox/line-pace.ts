/** What is left of a Line's rate after the carrier complained, and the least it may come down to. */
const SLOWED_TO = 0.5
const SLOWEST_PER_S = 0.25
/** Signals that come this close together are one. */
const SAME_SIGNAL_MS = 1000
/** Segments per second that a slowed Line wins back each second. */
const RECOVERY_PER_S2 = 0.1
/** From here on a Line without a rate of its own is not held back any more. */
const UNLIMITED_FROM_PER_S = 100
/** How far back the present rate is looked at. */
const MEMORY_MS = 10_000

interface Pace {
  /** Segments per second right after it was last slowed down; Infinity while it never was. */
  slowedTo: number
  slowedAt: number
  /** When the next text may go. */
  freeAt: number
  /** Segments sent lately; fades over MEMORY_MS. */
  volume: number
  takenAt: number
}

/**
 * How fast each Line may send. Nothing is held back until the carrier says that it is too much; then
 * the Line goes at half its rate and wins back a little every second. A configured rate is never
 * exceeded. Pure bookkeeping; times in milliseconds since the epoch.
 */
export class LinePace {
  readonly #ceiling: number
  readonly #paces = new Map<string, Pace>()

  /** `ceiling`: segments per second and Line; undefined leaves it to the carrier. */
  constructor(ceiling: number | undefined) {
    this.#ceiling = ceiling ?? Infinity
  }

  /** When the Line may send again: now, or later. */
  freeAt(line: string, now: number): number {
    return Math.max(now, this.#paces.get(line)?.freeAt ?? 0)
  }

  /** A text of that many segments goes out now. */
  take(line: string, segments: number, now: number): void {
    const pace = this.#pace(line, now)
    pace.volume = fade(pace, now) + segments
    pace.takenAt = now
    const rate = this.rate(line, now)
    pace.freeAt = rate === Infinity ? now : Math.max(now, pace.freeAt) + (segments / rate) * 1000
  }

  /** The carrier said that the Line is too fast. */
  slowDown(line: string, now: number): void {
    const pace = this.#pace(line, now)
    if (now - pace.slowedAt < SAME_SIGNAL_MS) return
    const before = this.rate(line, now)
    const lately = fade(pace, now) / (MEMORY_MS / 1000)
    const from = before === Infinity ? Math.max(1, lately) : before
    pace.slowedTo = Math.max(SLOWEST_PER_S, from * SLOWED_TO)
    pace.slowedAt = now
    pace.freeAt = Math.max(pace.freeAt, now + 1000 / pace.slowedTo)
  }

  /** Segments per second the Line may send now; Infinity without a bound. */
  rate(line: string, now: number): number {
    const pace = this.#paces.get(line)
    if (pace === undefined || pace.slowedTo === Infinity) return this.#ceiling
    const recovered = pace.slowedTo + ((now - pace.slowedAt) / 1000) * RECOVERY_PER_S2
    if (recovered >= UNLIMITED_FROM_PER_S) return this.#ceiling
    return Math.min(this.#ceiling, recovered)
  }

  #pace(line: string, now: number): Pace {
    const known = this.#paces.get(line)
    if (known) return known
    const pace: Pace = {
      slowedTo: Infinity,
      slowedAt: -Infinity,
      freeAt: 0,
      volume: 0,
      takenAt: now,
    }
    this.#paces.set(line, pace)
    return pace
  }
}

function fade({ volume, takenAt }: Pace, now: number): number {
  return volume * Math.exp(-Math.max(0, now - takenAt) / MEMORY_MS)
}

/** One Conversation's replies that wait for the carrier, oldest first. */
export interface Lane {
  readonly number: string
  readonly positions: number[]
  isRunning: boolean
  /** Nothing of it is sent before this time, milliseconds since the epoch. */
  notBefore: number
  /** The reply whose unknown outcome holds the later ones back. */
  heldBy: number | undefined
}

/**
 * Which replies may go now: one at a time of each Conversation, in the order they were written,
 * and only so many in all. Pure bookkeeping, no I/O.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>()

  get size(): number {
    return [...this.#lanes.values()].reduce((sum, { positions }) => sum + positions.length, 0)
  }

  add(number: string, position: number): void {
    const lane = this.#lane(number)
    if (lane.positions.includes(position)) return
    lane.positions.push(position)
    lane.positions.sort((a, b) => a - b)
  }

  /** Lanes whose first reply may be sent at this time, in the order they were filled. */
  ready(now: number): Lane[] {
    return [...this.#lanes.values()].filter(
      (lane) => !lane.isRunning && lane.positions.length > 0 && lane.notBefore <= now,
    )
  }

  /** When the next lane that now waits for its time becomes ready. */
  nextAt(now: number): number | undefined {
    const waiting = [...this.#lanes.values()].filter(
      ({ isRunning, positions, notBefore }) =>
        !isRunning && positions.length > 0 && notBefore > now,
    )
    return waiting.length === 0 ? undefined : Math.min(...waiting.map(({ notBefore }) => notBefore))
  }

  /** The first reply of the lane is settled; it holds the rest back until `heldUntil`, if given. */
  settle(lane: Lane, heldUntil = 0): void {
    const position = lane.positions.shift()
    lane.notBefore = heldUntil
    lane.heldBy = heldUntil > 0 ? position : undefined
    if (lane.positions.length === 0 && heldUntil === 0) this.#lanes.delete(lane.number)
  }

  /** What held a lane back became known. True when something may go now. */
  unhold(number: string, position: number): boolean {
    const lane = this.#lanes.get(number)
    if (lane?.heldBy !== position) return false
    lane.heldBy = undefined
    lane.notBefore = 0
    if (lane.positions.length === 0) this.#lanes.delete(number)
    return true
  }

  #lane(number: string): Lane {
    const known = this.#lanes.get(number)
    if (known) return known
    const lane: Lane = { number, positions: [], isRunning: false, notBefore: 0, heldBy: undefined }
    this.#lanes.set(number, lane)
    return lane
  }
}

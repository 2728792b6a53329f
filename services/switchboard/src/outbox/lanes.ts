/** A reply that waits, with what its Line's pace has to know. */
export interface WaitingReply {
  position: number
  line: string
  segments: number
}

/** One Conversation's replies that wait for the carrier, oldest first. */
export interface Lane {
  readonly number: string
  readonly waiting: WaitingReply[]
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
    return [...this.#lanes.values()].reduce((sum, { waiting }) => sum + waiting.length, 0)
  }

  /** Conversations that are remembered: something waits, runs, or is held back. */
  get count(): number {
    return this.#lanes.size
  }

  add(number: string, reply: WaitingReply): void {
    const lane = this.#lane(number)
    if (lane.waiting.some(({ position }) => position === reply.position)) return
    lane.waiting.push(reply)
    lane.waiting.sort((a, b) => a.position - b.position)
  }

  /** Lanes whose first reply may be sent at this time; who was served last comes last. */
  ready(now: number): Lane[] {
    this.#forgetIdle(now)
    return [...this.#lanes.values()].filter(
      (lane) => !lane.isRunning && lane.waiting.length > 0 && lane.notBefore <= now,
    )
  }

  /** When the next lane that now waits for its time becomes ready. */
  nextAt(now: number): number | undefined {
    const waiting = [...this.#lanes.values()].filter(
      (lane) => !lane.isRunning && lane.waiting.length > 0 && lane.notBefore > now,
    )
    return waiting.length === 0 ? undefined : Math.min(...waiting.map(({ notBefore }) => notBefore))
  }

  /** The first reply of the lane is settled; it holds the rest back until `heldUntil`, if given. */
  settle(lane: Lane, heldUntil = 0): void {
    const settled = lane.waiting.shift()
    lane.notBefore = heldUntil
    lane.heldBy = heldUntil > 0 ? settled?.position : undefined
    this.#lanes.delete(lane.number)
    if (lane.waiting.length > 0 || heldUntil > 0) this.#lanes.set(lane.number, lane)
  }

  /** A reply whose outcome is unknown from before holds back whatever comes after it. */
  hold(number: string, position: number, until: number): void {
    const lane = this.#lane(number)
    if (lane.notBefore >= until) return
    lane.notBefore = until
    lane.heldBy = position
  }

  /** What held a lane back became known. True when something may go now. */
  unhold(number: string, position: number): boolean {
    const lane = this.#lanes.get(number)
    if (lane?.heldBy !== position) return false
    lane.heldBy = undefined
    lane.notBefore = 0
    if (lane.waiting.length === 0) this.#lanes.delete(number)
    return true
  }

  /** A lane that held back and has nothing to send is not needed once its time is over. */
  #forgetIdle(now: number): void {
    for (const { number, waiting, isRunning, notBefore } of this.#lanes.values())
      if (waiting.length === 0 && !isRunning && notBefore <= now) this.#lanes.delete(number)
  }

  #lane(number: string): Lane {
    const known = this.#lanes.get(number)
    if (known) return known
    const lane: Lane = { number, waiting: [], isRunning: false, notBefore: 0, heldBy: undefined }
    this.#lanes.set(number, lane)
    return lane
  }
}

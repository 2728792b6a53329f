import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND

interface Timer {
  at: number
  order: number
  work: () => void
}

/** Time that only passes when it is told to: each timer runs when all before it has come to rest. */
export class VirtualClock implements Clock {
  readonly #timers = new Set<Timer>()
  #now: number
  #order = 0
  #busy = 0

  constructor(startsAt = Date.parse('2026-11-22T12:00:00Z')) {
    this.#now = startsAt
  }

  readonly now = (): number => this.#now

  after(delayMs: number, work: () => void): () => void {
    this.#order += 1
    const timer = { at: this.#now + Math.max(0, delayMs), order: this.#order, work }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** The clock as one process sees it; `stop` forgets all it still planned. */
  scoped(): Clock & { stop: () => void } {
    const cancels = new Set<() => void>()
    let isStopped = false
    return {
      now: this.now,
      after: (delayMs, work) => {
        if (isStopped) return () => undefined
        const cancel = this.after(delayMs, () => {
          cancels.delete(cancel)
          work()
        })
        cancels.add(cancel)
        return cancel
      },
      stop: () => {
        isStopped = true
        for (const cancel of cancels) cancel()
      },
    }
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve))
  }

  /** Counts as something under way, which time waits for. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1
    try {
      return await work
    } finally {
      this.#busy -= 1
    }
  }

  /** Lets that much time pass. */
  async pass(durationMs: number): Promise<void> {
    const end = this.#now + durationMs
    for (;;) {
      await this.#rest()
      const next = this.#next()
      if (next === undefined || next.at > end) break
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.work()
    }
    this.#now = end
  }

  #next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers)
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer
    return first
  }

  /** Until nothing is under way for two turns: what one answer sets off begins within them. */
  async #rest(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await setImmediate()
      if (this.#busy > 0) quiet = -1
    }
  }
}

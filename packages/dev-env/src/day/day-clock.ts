import { setImmediate } from 'node:timers/promises'
import type { Clock } from '@switchboard/switchboard/in-process'

interface Timer {
  at: number
  order: number
  /** Undefined once it was called off. */
  work: (() => void) | undefined
}

/** Time that passes from one timer to the next, as soon as all that the last one set off has come to rest. */
export class DayClock implements Clock {
  readonly #timers: Timer[] = []
  #now: number
  #order = 0
  #underWay = 0

  constructor(startsAt: number) {
    this.#now = startsAt
  }

  readonly now = (): number => this.#now

  readonly after = (delayMs: number, work: () => void): (() => void) => {
    this.#order += 1
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order, work }
    this.#push(timer)
    return () => (timer.work = undefined)
  }

  at(time: number, work: () => void): void {
    this.after(time - this.#now, work)
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve))
  }

  /** Counts as under way, which time waits for. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1
    try {
      return await work
    } finally {
      this.#underWay -= 1
    }
  }

  /** Lets time pass until then; `rest` resolves when nothing is under way any more. */
  async passUntil(end: number, rest: () => Promise<void>): Promise<void> {
    await rest()
    for (let next = this.#timers[0]; next !== undefined && next.at <= end; next = this.#timers[0]) {
      this.#pop()
      if (next.work === undefined) continue
      this.#now = Math.max(this.#now, next.at)
      next.work()
      await rest()
    }
    this.#now = Math.max(this.#now, end)
  }

  /** Some turns in which nothing moved: what one answer sets off begins within them. */
  async quiet(version: () => unknown, idle: () => Promise<void>): Promise<void> {
    for (let turns = 0; turns < 4; turns += 1) {
      const before = version()
      await setImmediate()
      await idle()
      if (this.#underWay > 0 || version() !== before) turns = -1
    }
  }

  #push(timer: Timer): void {
    let index = this.#timers.push(timer) - 1
    for (let parent = (index - 1) >> 1; index > 0; parent = (index - 1) >> 1) {
      if (!this.#isEarlier(index, parent)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  #pop(): void {
    const last = this.#timers.pop()
    if (last === undefined || this.#timers.length === 0) return
    this.#timers[0] = last
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      let first = index
      if (left < this.#timers.length && this.#isEarlier(left, first)) first = left
      if (right < this.#timers.length && this.#isEarlier(right, first)) first = right
      if (first === index) return
      this.#swap(index, first)
      index = first
    }
  }

  #isEarlier(index: number, other: number): boolean {
    const [a, b] = [this.#timers[index], this.#timers[other]]
    if (!a || !b) return false
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }

  #swap(index: number, other: number): void {
    const [a, b] = [this.#timers[index], this.#timers[other]]
    if (!a || !b) return
    this.#timers[index] = b
    this.#timers[other] = a
  }
}

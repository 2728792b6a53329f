import { useSyncExternalStore } from 'react'
import type { Age, ConsoleFrame } from '@switchboard/protocol'
import { useWords } from '../i18n/index.ts'

const TICK_MS = 5_000
const JUST_NOW = { unit: 'second', value: 0 } as const
/** A longer unit tells too little of what time it is. */
const unitMs: Partial<Record<Age['unit'], number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
}

/**
 * One clock for every age on the screen: it ticks while somebody looks, and knows how far this
 * computer's clock stands from the server's.
 */
export class Clock {
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setInterval> | undefined
  #skewMs = 0

  /** Milliseconds since 1970 by the server's clock, as far as it is known. */
  now(): number {
    return Date.now() + this.#skewMs
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#timer ??= setInterval(() => this.tick(), TICK_MS)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  tick(): void {
    for (const listener of this.#listeners) listener()
  }

  /** The welcome tells the server's time; what comes later keeps it, also where somebody sets this computer's clock. */
  hear(frame: ConsoleFrame): void {
    if (frame.type === 'welcome' && frame.at) this.set(frame.at)
    if (frame.type === 'upstream' && frame.live) this.learn(frame.since)
    if (frame.type !== 'entries') return
    for (const { changedSeq, seq, at, age } of frame.entries)
      if (changedSeq === seq) this.learn(at, age)
  }

  /** Believes the time a gateway just gave, however far from this computer's. */
  set(at: string): void {
    this.#skewMs = Date.parse(at) - Date.now()
    this.tick()
  }

  /**
   * Learns from an entry that just came: its age, as the gateway told it, bounds the server's time. It
   * may have lain here for a while, as in a tab that was frozen, so it sets back only what is far ahead.
   */
  learn(at: string, { unit, value }: Pick<Age, 'unit' | 'value'> = JUST_NOW): void {
    const precisionMs = unitMs[unit]
    if (!precisionMs) return
    const earliest = Date.parse(at) + Math.abs(value) * precisionMs
    const latest = earliest + precisionMs
    const now = this.now()
    if (now < earliest) this.#skewMs += earliest - now
    else if (unit === 'second' && now > latest + 30_000) this.#skewMs -= now - latest
    else return
    this.tick()
  }
}

export const clock = new Clock()

/** A text made from the time; the component renders again only when the text, or the language, changes. */
export function useTimeText(text: (now: number) => string): string {
  useWords()
  return useSyncExternalStore(clock.subscribe, oncePerSecond(text))
}

/** React asks several times for what it draws once. */
function oncePerSecond(text: (now: number) => string): () => string {
  let second = NaN
  let known = ''
  return () => {
    const now = clock.now()
    if (Math.floor(now / 1000) === second) return known
    second = Math.floor(now / 1000)
    known = text(now)
    return known
  }
}

import { readValue } from './checksum.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { KeyRange, Reader, Row } from './key-value.ts'
import { conversationKeys, type KeyOf } from './keys.ts'
import { readSummary, type StoredSummary } from './stored-summary.ts'

/** Reads values beside texts. What is read is shared and frozen. */
export interface ValueReader extends Reader {
  value<T>(key: KeyOf<T>): T | undefined
}

/** Summaries, people, counters and private records such as Lines: small, and asked for with nearly every text. */
const kept = new Set(['c!', 'p!', 'k!', 'u!'])

/** Values in each of two generations; a summary takes some 4 KB. */
const MAX_YOUNG = 2048

/**
 * What was last read or stored, without asking the disk. Only right while every write is told to it, in order
 * and once it is stored. The least recently used go first, half of them at once.
 */
export class RecentValues implements ValueReader {
  readonly #below: Reader
  #young = new Map<string, unknown>()
  #old = new Map<string, unknown>()

  constructor(below: Reader) {
    this.#below = below
  }

  get(key: string): string | undefined {
    return this.#below.get(key)
  }

  rows(range: KeyRange): Promise<Row[]> {
    return this.#below.rows(range)
  }

  value<T>(key: KeyOf<T>): T | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young as T
    const value = (this.#old.get(key) as T | undefined) ?? this.#stored(key)
    if (value === undefined) return undefined
    this.#remember(key, deepFreeze(value))
    return value
  }

  /** What a batch stored; undefined where it removed the key. */
  stored(values: Iterable<[key: string, value: unknown]>): void {
    for (const [key, value] of values) {
      this.#old.delete(key)
      if (value === undefined) this.#forget(key)
      else this.#remember(key, value)
    }
  }

  /** Summaries are remembered whole, and stored without their newest entry. */
  #stored<T>(key: KeyOf<T>): T | undefined {
    if (!key.startsWith(conversationKeys.gt)) return readValue(this.#below, key)
    return readSummary(this.#below, key as KeyOf<StoredSummary>) as T | undefined
  }

  #remember(key: string, value: unknown): void {
    if (!kept.has(key.slice(0, 2)) || isLarge(value)) return this.#forget(key)
    if (this.#young.size >= MAX_YOUNG && !this.#young.has(key)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }

  #forget(key: string): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}

const MAX_EXTRA = 20

/** A summary whose newest text brought a lot that no field holds: up to the 64 KiB of a webhook. */
function isLarge(value: unknown): boolean {
  const { lastEntry } = (value ?? {}) as { lastEntry?: { extra?: Record<string, string> } }
  const extra = Object.values(lastEntry?.extra ?? {})
  return extra.length > MAX_EXTRA || extra.some((text) => text.length > 1000)
}

/** The part of `localStorage` this app uses; replaceable in tests and absent in private windows. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/**
 * Texts that outlive a reload, one storage key each so that two tabs never overwrite each other's.
 * At `limit` keys the oldest goes. Without storage everything still works, until the reload.
 */
export class KeptTexts {
  readonly #storage: KeyValue | null
  readonly #prefix: string
  readonly #limit: number

  constructor(storage: KeyValue | null, prefix: string, limit: number) {
    this.#storage = storage
    this.#prefix = prefix
    this.#limit = limit
  }

  all(): Map<string, string> {
    const found = new Map<string, string>()
    for (const [name, kept] of this.#read()) found.set(name, kept.text)
    return found
  }

  set(name: string, text: string, now = Date.now()): void {
    try {
      this.#storage?.setItem(this.#prefix + name, JSON.stringify({ at: now, text }))
      this.#dropOldest()
    } catch {
      // A full or forbidden storage costs only what survives a reload.
    }
  }

  delete(name: string): void {
    try {
      this.#storage?.removeItem(this.#prefix + name)
    } catch {
      // As above.
    }
  }

  #dropOldest(): void {
    const kept = [...this.#read()].toSorted(([, a], [, b]) => a.at - b.at)
    for (const [name] of kept.slice(0, Math.max(0, kept.length - this.#limit))) this.delete(name)
  }

  *#read(): Generator<[string, { at: number; text: string }]> {
    for (const key of this.#keys()) {
      const kept = parse(this.#storage?.getItem(key))
      if (kept) yield [key.slice(this.#prefix.length), kept]
    }
  }

  #keys(): string[] {
    try {
      const { length } = this.#storage ?? { length: 0 }
      const keys = Array.from({ length }, (_, index) => this.#storage?.key(index) ?? '')
      return keys.filter((key) => key.startsWith(this.#prefix))
    } catch {
      return []
    }
  }
}

function parse(json: string | null | undefined): { at: number; text: string } | null {
  try {
    const value = JSON.parse(json ?? 'null') as { at?: unknown; text?: unknown } | null
    if (typeof value?.at !== 'number' || typeof value.text !== 'string') return null
    return { at: value.at, text: value.text }
  } catch {
    return null
  }
}

/** This browser's storage, or null where it is forbidden. */
export function browserStorage(): KeyValue | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

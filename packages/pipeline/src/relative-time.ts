import type { Transform } from 'node:stream'
import { objectTransform } from 'through2'
import { ageAt } from './age.ts'
import type { AgedItem, Item } from './item.ts'

export interface RelativeTimeOptions {
  /** Milliseconds since 1970. */
  now: () => number
  /** BCP 47; what is not supported falls back to the platform's language. */
  language: string
}

/** Adds `age` to each entry. */
export function relativeTime({ now, language }: RelativeTimeOptions): Transform {
  const wording = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  // @NOTE through2 takes a function that returns a promise without being `async` for a callback one, and hangs.
  return objectTransform(async (item: Item): Promise<AgedItem> => {
    if ('end' in item) return item
    return { to: item.to, entry: { ...item.entry, age: ageAt(item.entry.at, now(), wording) } }
  })
}

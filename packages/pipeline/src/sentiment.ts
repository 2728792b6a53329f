import { readMood } from '@switchboard/mood'
import type { Transform } from 'node:stream'
import { objectTransform } from 'through2'
import type { AgedItem, TimelineItem } from './item.ts'

/** Adds `mood` to each message; notes and events have none. */
export function sentiment(): Transform {
  return objectTransform(async (item: AgedItem): Promise<TimelineItem> => {
    if ('end' in item) return item
    const { to, entry } = item
    if (entry.kind !== 'message') return { to, entry }
    return { to, entry: { ...entry, mood: readMood(entry.body) } }
  })
}

import type { Age, Entry, TimelineEntry } from '@switchboard/protocol'

/** Where entries go. What has the same key leaves in the same frames, and nothing else does. */
export interface Destination {
  key: string
  /** Live entries leave at the end of the tick; those of a page when the page ends. */
  live: boolean
}

/** One thing on its way, or the end of the page that goes to `to`. */
type Carried<T, To extends Destination> = { to: To; entry: T } | { to: To; end: true }

export type Item<To extends Destination = Destination> = Carried<Entry, To>
export type AgedItem = Carried<Entry & { age: Age }, Destination>
export type TimelineItem = Carried<TimelineEntry, Destination>

/** What leaves the pipeline: entries for one destination, in the order they came in. */
export interface Frame<To extends Destination = Destination> {
  to: To
  entries: TimelineEntry[]
}

import type { Changeset, TimelineEntry } from '@switchboard/protocol'

/** A changeset whose entries have been through the pipeline. */
export interface Change {
  changeset: Changeset
  entries: TimelineEntry[]
}

/** Consecutive changesets that are handed on together: all those with after < seq ≤ to. */
export interface Batch {
  after: number
  to: number
  changes: Change[]
}

/** Gives the entries that came out of the pipeline, in order, back to the changesets they belong to. */
export function joinEntries(
  changesets: readonly Changeset[],
  entries: readonly TimelineEntry[],
): Change[] {
  let from = 0
  return changesets.map((changeset) => {
    const to = from + changeset.entries.length
    const change = { changeset, entries: entries.slice(from, to) }
    from = to
    return change
  })
}

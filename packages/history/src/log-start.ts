import type { Changeset } from '@switchboard/protocol'
import { readValue, seal } from './checksum.ts'
import type { Reader, Write } from './key-value.ts'
import { changeKey, lostKey, type Gap } from './keys.ts'

/** Gaps remembered; the log only needs the newest, the others are for people. */
const REMEMBERED = 100

export const readGaps = (reader: Reader): Gap[] => readValue(reader, lostKey) ?? []

/**
 * The `seq` at which the log that may be read begins, 0 for all of it. What stands before it ended
 * in a loss: readers who saw more than that must not take later changes for the ones they know.
 */
export const logStart = (reader: Reader): number => readGaps(reader).at(-1)?.to ?? 0

/**
 * Makes the log begin again at `to`, with a changeset in which nothing changed: every older cursor is
 * TOO_OLD, and no number that was ever given out is given again.
 */
export function beginLogAgain(reader: Reader, lastSeq: number, to: number, at: string): Write[] {
  const gaps = [...readGaps(reader), { from: lastSeq + 1, to, at }].slice(-REMEMBERED)
  const changeset: Changeset = {
    seq: to,
    at,
    entries: [],
    conversations: [],
    counts: {},
    agents: [],
  }
  return [
    [lostKey, seal(lostKey, gaps)],
    [changeKey(to), seal(changeKey(to), changeset)],
  ]
}

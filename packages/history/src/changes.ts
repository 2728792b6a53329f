import { SwitchboardError, type Changeset } from '@switchboard/protocol'
import { DamagedRecordError } from './checksum.ts'
import type { Reader } from './key-value.ts'
import { changeKey, changeKeys, seqOfChangeKey } from './keys.ts'
import { logStart } from './log-start.ts'
import { checkLimit, lastSeq } from './pages.ts'
import { readChangeset } from './stored-changeset.ts'

/** Changesets after this `seq`. TOO_OLD when they are no longer all there, or not of this history. */
export async function readChanges(
  reader: Reader,
  after: number,
  limit: number,
): Promise<Changeset[]> {
  checkLimit(limit)
  if (!Number.isInteger(after) || after < 0) throw new TypeError(`${after} is no cursor`)
  if (after < logStart(reader)) throw tooOld(after, 'is no longer known for sure')
  const rows = await reader.rows({ ...changeKeys, gt: changeKey(after), limit })
  const first = rows[0]
  if (!first && after > (await lastSeq(reader))) throw tooOld(after, 'was never given out here')
  if (first && seqOfChangeKey(first[0]) !== after + 1) throw tooOld(after, 'is no longer kept')
  rows.forEach(([key], index) => checkContiguous(key, after + 1 + index))
  return rows.map(readChangeset)
}

/** The log has no holes: one in its middle is damage, where a trimmed beginning is not. */
export function checkContiguous(key: string, expected: number): void {
  if (seqOfChangeKey(key) !== expected) {
    throw new DamagedRecordError(changeKey(expected), `it is missing before ${key}`)
  }
}

function tooOld(cursor: number, why: string): SwitchboardError {
  return new SwitchboardError('TOO_OLD', `What followed changeset ${cursor} ${why}; start again`)
}

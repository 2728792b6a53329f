import type { Changeset } from '@switchboard/protocol'
import { checkContiguous } from './changes.ts'
import { DamagedRecordError, readValue, unseal } from './checksum.ts'
import type { Reader } from './key-value.ts'
import { checkJournal } from './journal.ts'
import { changeKey, changeKeys, entryKey, seqOfChangeKey } from './keys.ts'
import { logStart } from './log-start.ts'
import type { Position } from './mark.ts'

/** Changesets looked at when a store opens. */
const CHECKED = 1000

/**
 * Reads the newest changesets: none may be missing or damaged, and the entries they made must be
 * there; nor may any of the newest batches be missing. LevelDB itself skips a damaged part of its log and says so nowhere but in its LOG file.
 * `at` is in milliseconds since 1970.
 */
export async function checkTail(reader: Reader): Promise<Position & { at: number }> {
  const start = logStart(reader)
  const range = { lt: changeKeys.lt, gte: changeKey(start), reverse: true, limit: CHECKED }
  const rows = (await reader.rows(range)).toReversed()
  if (start > 0 && rows.length === 0) {
    throw new DamagedRecordError(changeKey(start), 'it is missing')
  }
  const first = rows[0] ? seqOfChangeKey(rows[0][0]) : 1
  const changesets = rows.map((row, index) => {
    checkContiguous(row[0], first + index)
    return unseal(row) as Changeset
  })
  for (const changeset of changesets) checkEntries(reader, changeset)
  const batch = await checkJournal(reader)
  const last = changesets.at(-1)
  return last ? { seq: last.seq, at: Date.parse(last.at), batch } : { seq: 0, at: 0, batch }
}

function checkEntries(reader: Reader, changeset: Changeset): void {
  for (const { conversation, position } of changeset.entries) {
    const key = entryKey(conversation, position)
    if (readValue(reader, key) === undefined) {
      throw new DamagedRecordError(key, `changeset ${changeset.seq} tells of it, but it is missing`)
    }
  }
}

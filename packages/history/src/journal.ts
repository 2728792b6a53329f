import { DamagedRecordError, seal, unseal } from './checksum.ts'
import { WRITE_BUFFER_BYTES, type Reader, type Write } from './key-value.ts'
import { batchKey, batchKeys, batchOfKey } from './keys.ts'

/** A batch takes at least this many bytes of what LevelDB holds in memory before it begins another log. */
const LEAST_BATCH_BYTES = 256

/**
 * Batch numbers kept: more than LevelDB's two write-ahead logs can hold batches, so that a hole
 * anywhere in them is seen when the store opens, private records included.
 */
const KEPT = (2 * WRITE_BUFFER_BYTES) / LEAST_BATCH_BYTES

/** What programs with a smaller log kept. */
const ALWAYS_KEPT = 32_768

/** Writes with the number of their batch among them; the number that is no longer needed goes. */
export function numbered(writes: Write[], batch: number): Write[] {
  const key = batchKey(batch)
  const number: Write = [key, seal(key, null)]
  return batch > KEPT ? [...writes, number, [batchKey(batch - KEPT), null]] : [...writes, number]
}

/** The number of the newest batch. Damage when one before it is missing. */
export async function checkJournal(reader: Reader): Promise<number> {
  const [newest] = await reader.rows({ ...batchKeys, reverse: true, limit: 1 })
  if (!newest) return 0
  const last = batchOfKey(newest[0])
  const first = Math.max(1, last - KEPT + 1)
  const rows = await reader.rows({ gte: batchKey(first), lte: newest[0] })
  const begin = batchOfKey((rows[0] ?? newest)[0])
  rows.forEach((row, index) => {
    if (row[0] !== batchKey(begin + index)) throw missing(begin + index)
    unseal(row)
  })
  if (rows.length < Math.min(last, ALWAYS_KEPT)) throw missing(begin - 1)
  return last
}

function missing(batch: number): DamagedRecordError {
  return new DamagedRecordError(batchKey(batch), 'what was written with it is missing')
}

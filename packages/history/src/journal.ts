import { DamagedRecordError, readValue, seal, unseal } from './checksum.ts'
import { WRITE_BUFFER_BYTES, type Reader, type Write } from './key-value.ts'
import { batchKey, batchKeys, batchOfKey, firstBatchKey } from './keys.ts'

/** A batch takes at least this many bytes of what LevelDB holds in memory before it begins another log. */
const LEAST_BATCH_BYTES = 256

/**
 * Batch numbers kept: more than LevelDB's two write-ahead logs can hold batches, so that a hole
 * anywhere in them is seen when the store opens, private records included.
 */
const KEPT = (2 * WRITE_BUFFER_BYTES) / LEAST_BATCH_BYTES

/** What programs with a smaller log kept, up to format 3. */
const KEPT_BEFORE = 32_768

/** Writes with the number of their batch among them; the number that is no longer needed goes. */
export function numbered(writes: Write[], batch: number): Write[] {
  const key = batchKey(batch)
  const number: Write = [key, seal(key, null)]
  return batch > KEPT ? [...writes, number, [batchKey(batch - KEPT), null]] : [...writes, number]
}

/** The number of the newest batch. Damage when one before it is missing. */
export async function checkJournal(reader: Reader): Promise<number> {
  const last = await lastBatch(reader)
  const first = Math.max(readValue(reader, firstBatchKey) ?? 1, last - KEPT + 1)
  const rows = await reader.rows({ gte: batchKey(first), lte: batchKey(last) })
  for (let batch = first; batch <= last; batch += 1) {
    const row = rows[batch - first]
    if (row?.[0] !== batchKey(batch)) throw missing(batch)
    unseal(row)
  }
  return last
}

/** Notes where the numbers begin in a history whose older ones were forgotten sooner. */
export async function markFirstBatch(reader: Reader): Promise<Write[]> {
  const first = (await lastBatch(reader)) - KEPT_BEFORE + 1
  return first > 1 ? [[firstBatchKey, seal(firstBatchKey, first)]] : []
}

async function lastBatch(reader: Reader): Promise<number> {
  const [newest] = await reader.rows({ ...batchKeys, reverse: true, limit: 1 })
  return newest ? batchOfKey(newest[0]) : 0
}

function missing(batch: number): DamagedRecordError {
  return new DamagedRecordError(batchKey(batch), 'what was written with it is missing')
}

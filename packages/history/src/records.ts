import { unseal } from './checksum.ts'
import type { RecordRange, Space, StoredRecord } from './history-store.ts'
import type { Reader } from './key-value.ts'
import { recordKeys, recordNameOf } from './keys.ts'

/** The records of a private space whose names are in this range, in the order of their keys. */
export async function readRecords<T>(
  reader: Reader,
  space: Space,
  range: RecordRange,
): Promise<StoredRecord<T>[]> {
  const { limit } = range
  const keys = recordKeys(space, range)
  const rows = await reader.rows(limit === undefined ? keys : { ...keys, limit })
  return rows.map((row) => ({ key: recordNameOf(space, row[0]), value: unseal(row) as T }))
}

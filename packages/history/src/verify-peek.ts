import { DamagedRecordError, readValue } from './checksum.ts'
import type { Reader } from './key-value.ts'
import type { KeyOf } from './keys.ts'
import type { Difference } from './maintenance.ts'

const SHOWN = 200

/** A value as a person may read it in a report. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/** What is wrong where two values should be the same. */
export function compare(
  key: string,
  what: string,
  expected: unknown,
  found: unknown,
): Difference[] {
  if (JSON.stringify(expected) === JSON.stringify(found)) return []
  return [{ key, what, expected: shown(expected), found: shown(found) }]
}

/** Another record that must be there; undefined, with nothing to tell, when it is damaged: that is told at its own key. */
export function peek<T>(reader: Reader, key: KeyOf<T>): { value?: T; missing: boolean } {
  try {
    const value = readValue(reader, key)
    return value === undefined ? { missing: true } : { value, missing: false }
  } catch (error) {
    if (error instanceof DamagedRecordError) return { missing: false }
    throw error
  }
}

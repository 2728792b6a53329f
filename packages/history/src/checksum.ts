import { crc32 } from 'node:zlib'
import { SwitchboardError } from '@switchboard/protocol'
import type { Reader, Row } from './key-value.ts'
import type { KeyOf } from './keys.ts'

const HEAD = '{"crc":"'
const MIDDLE = '","value":'
const JSON_START = HEAD.length + 8 + MIDDLE.length

/** A record is not what was once written under its key; it is refused, never served. */
export class DamagedRecordError extends SwitchboardError {
  override name = 'DamagedRecordError'
  readonly key: string

  constructor(key: string, why: string, cause?: unknown) {
    super('INTERNAL', `The stored record ${key} is damaged: ${why}`, { cause })
    this.key = key
  }
}

function checksum(key: string, json: string): string {
  return crc32(json, crc32(key)).toString(16).padStart(8, '0')
}

/** `{"crc":"<8 hex digits>","value":<the value's JSON>}`, the CRC-32 taken over key and JSON. */
export function seal(key: string, value: unknown): string {
  const json = JSON.stringify(value) as string | undefined
  if (json === undefined) throw new TypeError(`The value for ${key} has no JSON`)
  return sealJson(key, json)
}

/** The same for a value whose JSON is there already. */
export function sealJson(key: string, json: string): string {
  return `${HEAD}${checksum(key, json)}${MIDDLE}${json}}`
}

/** The JSON in a sealed text, unchecked. */
export const jsonIn = (text: string): string => text.slice(JSON_START, -1)

/** The value that was sealed under this key. */
export function unseal([key, text]: Row): unknown {
  const json = text.slice(JSON_START, -1)
  if (text !== `${HEAD}${checksum(key, json)}${MIDDLE}${json}}`) {
    throw new DamagedRecordError(key, 'its checksum does not match')
  }
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new DamagedRecordError(key, 'it is not JSON', error)
  }
}

/** The same, or undefined for a text that is not whole: for files whose loss has an answer. */
export function unsealIfWhole(key: string, text: string): unknown {
  try {
    return unseal([key, text])
  } catch (error) {
    if (error instanceof DamagedRecordError) return undefined
    throw error
  }
}

export function readValue<T>(reader: Reader, key: KeyOf<T>): T | undefined {
  const text = reader.get(key)
  return text === undefined ? undefined : (unseal([key, text]) as T)
}

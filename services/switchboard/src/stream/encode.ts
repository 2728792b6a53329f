import { jsonOfChangeset } from '@switchboard/history'
import type { Changeset, SwitchboardFrame } from '@switchboard/protocol'

const encoded = new WeakMap<Changeset, Buffer>()

/** A changeset's frame as bytes, made once for however many gateways follow. */
export function encodeChangeset(changeset: Changeset): Buffer {
  const known = encoded.get(changeset)
  if (known) return known
  const bytes = Buffer.from(`{"type":"changeset","changeset":${jsonOfChangeset(changeset)}}`)
  encoded.set(changeset, bytes)
  return bytes
}

export function encodeFrame(frame: SwitchboardFrame): Buffer {
  return Buffer.from(JSON.stringify(frame))
}

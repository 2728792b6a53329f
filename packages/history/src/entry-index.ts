import { SwitchboardError, type Entry } from '@switchboard/protocol'
import { readValue } from './checksum.ts'
import { clientKey, entryKey, sidKey, type Place } from './keys.ts'
import type { Reader } from './key-value.ts'
import type { Overlay } from './overlay.ts'

const keyOf = { sid: sidKey, clientMessageId: clientKey }
const names = ['sid', 'clientMessageId'] as const
type IdName = (typeof names)[number]

/** The entry that carries this id. */
export function findEntry(reader: Reader, name: IdName, id: string): Entry | undefined {
  const place = readValue(reader, keyOf[name](id))
  return place && readValue(reader, entryKey(place.number, place.position))
}

function idOf(entry: Entry | undefined, name: IdName): string | null {
  if (name === 'clientMessageId' && entry?.kind === 'note') return entry.clientMessageId ?? null
  return (entry?.kind === 'message' ? entry[name] : null) ?? null
}

/**
 * Makes the entry found by its ids and by no older ones. MESSAGE_ID_REUSED when one is taken; then
 * nothing is written, so that work which takes the refusal may go on.
 */
export function indexEntry(draft: Overlay, after: Entry, before: Entry | undefined): void {
  for (const name of names) refuseTaken(draft, name, idOf(before, name), idOf(after, name))
  const place: Place = { number: after.conversation, position: after.position }
  for (const name of names) {
    const [old, now] = [idOf(before, name), idOf(after, name)]
    if (old === now) continue
    if (now !== null) draft.put(keyOf[name](now), place)
    if (old !== null) draft.remove(keyOf[name](old))
  }
}

function refuseTaken(draft: Overlay, name: IdName, old: string | null, now: string | null): void {
  if (now === null || now === old || draft.get(keyOf[name](now)) === undefined) return
  throw new SwitchboardError('MESSAGE_ID_REUSED', `An entry with the ${name} ${now} is stored`)
}

import {
  switchboardFrameSchema,
  type Changeset,
  type Entry,
  type ConversationChange,
  type SwitchboardFrame,
} from '@switchboard/protocol'
import { parse } from 'valibot'

/** A value of which nothing is certain but that it should be a T. */
type Unsure<T> = { [K in keyof T]?: unknown } | null | undefined

/**
 * A frame of our own switchboard, which is who it says it is. Changesets come by the hundred: of these all is looked
 * at that is relied on here. Anything else, and a changeset that is not as expected, is checked field by field; that
 * throws.
 */
export function parseUpstreamFrame(json: unknown): SwitchboardFrame {
  const frame = json as Unsure<{ type: string; changeset: Changeset }>
  if (frame?.type === 'changeset' && isSound(frame.changeset as Unsure<Changeset>))
    return json as SwitchboardFrame
  return parse(switchboardFrameSchema, json)
}

function isSound(changeset: Unsure<Changeset>): boolean {
  if (typeof changeset !== 'object' || changeset === null) return false
  const { seq, at, entries, conversations, counts, agents, shared, audience } = changeset
  return (
    Number.isSafeInteger(seq) &&
    typeof at === 'string' &&
    typeof counts === 'object' &&
    counts !== null &&
    isListOf(entries, isEntry) &&
    isListOf(conversations, isConversationChange) &&
    // Rare, and so checked whole.
    isEmpty(agents) &&
    shared === undefined &&
    audience === undefined
  )
}

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0

const isListOf = <T>(list: unknown, is: (one: Unsure<T>) => boolean): boolean =>
  Array.isArray(list) && list.every((one: Unsure<T>) => typeof one === 'object' && is(one))

function isEntry(entry: Unsure<Entry & { body: string }>): boolean {
  if (!entry) return false
  const { kind, at, position, conversation, body } = entry
  const isText = kind === 'message' || kind === 'note'
  return (
    (isText ? typeof body === 'string' : kind === 'event') &&
    typeof at === 'string' &&
    typeof conversation === 'string' &&
    Number.isSafeInteger(position)
  )
}

function isConversationChange(change: Unsure<ConversationChange>): boolean {
  const row = change?.conversation as Unsure<ConversationChange['conversation']>
  if (!change || !row) return false
  return (
    typeof change.before === 'object' &&
    typeof row.number === 'string' &&
    typeof row.status === 'string' &&
    typeof row.lastActivityAt === 'string' &&
    Array.isArray(row.moods)
  )
}

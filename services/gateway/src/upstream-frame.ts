import { switchboardFrameSchema, type SwitchboardFrame } from '@switchboard/protocol'
import { parse } from 'valibot'

type Fields = Readonly<Record<string, unknown>>

/**
 * A frame of our own switchboard, which is who it says it is. Changesets come by the hundred: of these all is looked
 * at that is relied on here. Anything else, and a changeset that is not as expected, is checked field by field; that
 * throws.
 */
export function parseUpstreamFrame(json: unknown): SwitchboardFrame {
  if (hasFields(json) && json['type'] === 'changeset' && isSound(json['changeset']))
    return json as SwitchboardFrame
  return parse(switchboardFrameSchema, json)
}

function isSound(changeset: unknown): boolean {
  if (!hasFields(changeset)) return false
  const { seq, at, entries, conversations, counts, agents, shared, audience } = changeset
  return (
    Number.isSafeInteger(seq) &&
    typeof at === 'string' &&
    hasFields(counts) &&
    isListOf(entries, isEntry) &&
    isListOf(conversations, isConversationChange) &&
    // Rare, and so checked whole.
    isListOf(agents, () => false) &&
    shared === undefined &&
    audience === undefined
  )
}

const hasFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const isListOf = (list: unknown, is: (one: Fields) => boolean): boolean =>
  Array.isArray(list) && list.every((one) => hasFields(one) && is(one))

function isEntry({ kind, at, position, conversation, body }: Fields): boolean {
  const isText = kind === 'message' || kind === 'note'
  return (
    (isText ? typeof body === 'string' : kind === 'event') &&
    typeof at === 'string' &&
    typeof conversation === 'string' &&
    Number.isSafeInteger(position)
  )
}

function isConversationChange({ conversation: row, before }: Fields): boolean {
  return (
    typeof before === 'object' &&
    hasFields(row) &&
    typeof row['number'] === 'string' &&
    typeof row['status'] === 'string' &&
    typeof row['lastActivityAt'] === 'string' &&
    Array.isArray(row['moods'])
  )
}

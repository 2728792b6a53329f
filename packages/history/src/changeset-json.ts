import { standingOf, type Changeset, type ConversationChange } from '@switchboard/protocol'
import { differing, entryAt } from './stored-changeset.ts'
import { filledJson } from './stored-summary.ts'

/** JSON of what was just written: its text is there, so that nobody has to make it again. */
interface JsonOf {
  entry: (entry: Changeset['entries'][number]) => string
  /** As it is stored: see `StoredSummary`. */
  conversation: (conversation: ConversationChange['conversation']) => string
}

/** The JSON of a changeset: as it is stored (see `StoredChangeset`), and as JSON.stringify makes it. */
export function composeChangeset(
  changeset: Changeset,
  jsonOf: JsonOf,
): { stored: string; whole: string } {
  const { seq, at, entries, conversations, ...rest } = changeset
  const moved = conversations.map((change) => composeChange(change, entries, jsonOf))
  const head = `{"seq":${seq},"at":"${at}","entries":[${entries.map(jsonOf.entry).join()}]`
  const tail = JSON.stringify(rest).slice(1)
  const compose = (changes: string[]) => `${head},"conversations":[${changes.join()}],${tail}`
  return {
    stored: compose(moved.map(({ stored }) => stored)),
    whole: compose(moved.map(({ whole }) => whole)),
  }
}

function composeChange(
  { conversation, before }: ConversationChange,
  entries: Changeset['entries'],
  jsonOf: JsonOf,
): { stored: string; whole: string } {
  const { number, lastEntry } = conversation
  const stored = jsonOf.conversation(conversation)
  const own = entryAt(entries, number, lastEntry?.position)
  const shown = lastEntry
    ? withEntry(stored, lastEntry.position, own ? jsonOf.entry(own) : JSON.stringify(lastEntry))
    : stored
  const was = before && differing(before, standingOf(conversation))
  return {
    stored: `{"conversation":${own ? stored : shown},"was":${JSON.stringify(was)}}`,
    whole: `{"conversation":${filledJson(shown, conversation)},"before":${JSON.stringify(before)}}`,
  }
}

/** A stored summary with its newest entry in place of the position. Quotes inside a text are escaped, so the field is found. */
function withEntry(summary: string, position: number, entry: string): string {
  const name = '"lastEntry":'
  const start = summary.indexOf(`${name}${position}`) + name.length
  return `${summary.slice(0, start)}${entry}${summary.slice(start + String(position).length)}`
}

const known = new WeakMap<Changeset, string>()

export function rememberJson(changeset: Changeset, json: string): Changeset {
  known.set(changeset, json)
  return changeset
}

/** A changeset of a store as JSON: made of texts that were there, where it was just written. */
export function jsonOfChangeset(changeset: Changeset): string {
  return known.get(changeset) ?? JSON.stringify(changeset)
}

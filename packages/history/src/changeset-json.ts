import type { Changeset } from '@switchboard/protocol'

/**
 * The JSON of a changeset, made of the JSON of what is in it: each entry and summary was just written, so
 * its text is there. The same as JSON.stringify makes of the whole.
 */
export function composeChangeset(
  changeset: Changeset,
  jsonOf: {
    entry: (entry: Changeset['entries'][number]) => string
    conversation: (conversation: Changeset['conversations'][number]['conversation']) => string
  },
): string {
  const { seq, at, entries, conversations, ...rest } = changeset
  const moved = conversations.map(
    ({ conversation, before }) =>
      `{"conversation":${jsonOf.conversation(conversation)},"before":${JSON.stringify(before)}}`,
  )
  const head = `{"seq":${seq},"at":"${at}","entries":[${entries.map(jsonOf.entry).join()}]`
  return `${head},"conversations":[${moved.join()}],${JSON.stringify(rest).slice(1)}`
}

const known = new WeakMap<Changeset, string>()

export function rememberJson(changeset: Changeset, json: string): Changeset {
  known.set(changeset, json)
  return changeset
}

/** A changeset of a store as JSON: the very text that was stored, so that nobody has to make it again. */
export function jsonOfChangeset(changeset: Changeset): string {
  return known.get(changeset) ?? JSON.stringify(changeset)
}

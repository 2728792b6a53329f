import type { Changeset, Conversation, Entry, Message } from '@switchboard/protocol'
import type { Committed, EntryPage, FollowOptions, HistoryStore } from '../history-store.ts'

export const CUSTOMER = '+14155550100'
export const LINE = '+14155550199'

/** A new, open store with nothing in it. */
export type CreateStore = () => Promise<HistoryStore>

type MessageDraft = Omit<Message, 'seq' | 'changedSeq' | 'position' | 'conversation' | 'at'>

export function makeMessage(part: Partial<MessageDraft> = {}): MessageDraft {
  return {
    kind: 'message',
    direction: 'inbound',
    body: 'Is my parcel on its way?',
    line: LINE,
    sid: null,
    status: 'received',
    media: [],
    ...part,
  }
}

export function append(
  store: HistoryStore,
  number = CUSTOMER,
  part: Partial<MessageDraft> = {},
): Promise<Committed<Entry>> {
  return store.transact((transaction) => transaction.append(number, makeMessage(part)))
}

/** Appends as many messages, all at once; their bodies are 1, 2, 3… in the order asked for. */
export function appendMany(store: HistoryStore, count: number, number = CUSTOMER) {
  return Promise.all(
    Array.from({ length: count }, (_, index) => append(store, number, { body: `${index + 1}` })),
  )
}

/** Changes a summary as a caller does: what it is now, with these fields. */
export function update(
  store: HistoryStore,
  number: string,
  part: Partial<Conversation>,
): Promise<Committed<void>> {
  return store.transact(async (transaction) => {
    const conversation = await transaction.conversation(number)
    if (conversation) await transaction.putConversation({ ...conversation, ...part })
  })
}

export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

export const positions = (page: EntryPage) => page.entries.map(({ position }) => position)

/** Follows until this `seq` was read. */
export async function followTo(
  store: HistoryStore,
  cursor: number,
  last: number,
  options: FollowOptions = { maxBuffered: 100_000 },
): Promise<Changeset[]> {
  const changesets: Changeset[] = []
  if (cursor >= last) return changesets
  for await (const changeset of store.follow(cursor, options)) {
    changesets.push(changeset)
    if (changeset.seq >= last) break
  }
  return changesets
}

export const seqs = (changesets: Changeset[]) => changesets.map(({ seq }) => seq)

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

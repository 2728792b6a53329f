import { rename, rm } from 'node:fs/promises'
import { LINE } from '@switchboard/dev-env'
import { LevelStore, type Transaction } from '@switchboard/history'
import { addLivelyText } from './lively-text.ts'
import { customer } from './webhooks.ts'

export interface FillHistory {
  /** The store's folder, made anew; it stands there only when it is whole. */
  location: string
  /** Histories of so many entries, each with a Customer of its own. */
  lengths: number[]
  /** Histories of one entry besides. */
  conversations: number
  /** Lively histories of so many entries, all read and answered; they come last, the last one is the newest. */
  threads?: number[]
}

const AT_ONCE = 2048
const GROUP = 2000

/** Makes a store by the very operations that texts make it with, so that its log of changes is as real. */
export async function fillHistory(
  { location, lengths, conversations, threads = [] }: FillHistory,
  progress: (text: string) => void,
): Promise<{ entries: number }> {
  const making = `${location}.making`
  await rm(making, { recursive: true, force: true })
  const total = [...lengths, ...threads].reduce((sum, length) => sum + length, conversations)
  const store = new LevelStore({ location: making })
  await store.open()
  let done = 0
  const add = async (number: string, index: number, put = addText): Promise<void> => {
    await store.transact((transaction) => put(transaction, number, index))
    done += 1
    if (done % 20_000 === 0) progress(`${done} of ${total} entries`)
  }
  for (const [which, length] of lengths.entries())
    await inTurns(length, (index) => add(lengthCustomer(which), index))
  await inTurns(conversations, (index) => add(customer(index), index))
  for (const [which, length] of threads.entries())
    await inTurns(length, (index) => add(threadCustomer(which), index, addLivelyText))
  await store.close()
  await rename(making, location)
  return { entries: done }
}

/** The Customer of the history whose length stands at this place. */
export const lengthCustomer = (which: number): string => customer(5_000_000 + which)
/** The Customer of the lively history that stands at this place. */
export const threadCustomer = (which: number): string => customer(6_000_000 + which)

async function inTurns(count: number, work: (index: number) => Promise<void>): Promise<void> {
  const lanes = Math.min(AT_ONCE, GROUP, count)
  let next = 0
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let index = next++; index < count; index = next++) await work(index)
    }),
  )
}

async function addText(transaction: Transaction, number: string, index: number): Promise<void> {
  const entry = await transaction.append(number, {
    kind: 'message',
    direction: 'inbound',
    body: `Where is my parcel? It should have come days ago, and nobody answers. #${index}#`,
    line: LINE,
    sid: `SM${number.slice(1)}x${index.toString(16).padStart(19, '0')}`,
    status: 'received',
    media: [],
    origin: { city: 'SAN FRANCISCO', state: 'CA', zip: '94103', country: 'US' },
  })
  const conversation = await transaction.conversation(number)
  if (!conversation) throw new Error(`${number} has an entry and no summary`)
  await transaction.putConversation({
    ...conversation,
    unread: conversation.unread + 1,
    waitingSince: conversation.waitingSince ?? entry.at,
    line: LINE,
    lines: [LINE],
    moods: [...conversation.moods, 0].slice(-12),
  })
}

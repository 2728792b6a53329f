import type { HistoryStore, Transaction } from '@switchboard/history'
import type { Media, MediaProblem, Message } from '@switchboard/protocol'
import type { ImageSize } from './image-size.ts'
import { newMediaId } from './media-id.ts'

/** What is known of one picture or file; kept in `media` under its id. */
export interface StoredMedia {
  contentType: string
  /** The message it belongs to; null on an upload that is in none yet. */
  number: string | null
  position: number | null
  /** Where the carrier, or the caller of the API, keeps it; absent on uploads. */
  url?: string
  /** Bytes; present once the file is here. */
  size?: number
  /** Of the file's bytes; absent on files that older programs fetched. */
  sha256?: string
  width?: number
  height?: number
  /** Who uploaded it, and when. */
  agent?: string
  uploadedAt?: string
  /** When it is to be fetched next; absent when it is not. */
  due?: string
  /** Fetches that failed, and since when. */
  tries?: number
  since?: string
}

/** What a finished file is. */
export interface FileFacts extends Partial<ImageSize> {
  contentType: string
  size: number
  sha256: string
}

export interface MediaReference {
  id: string
  url: string
  contentType: string
}

/** Beside the records stand lists by time; no id has a `!`. */
export const dueKey = (due: string, id: string): string => `due!${due}!${id}`
export const uploadKey = (at: string, id: string): string => `upload!${at}!${id}`
export const listed = (list: 'due' | 'upload' | 'gone'): { gt: string; lt: string } => ({
  gt: `${list}!`,
  lt: `${list}"`,
})

/** Media of an inbound text, as its entry shows them before they are here. */
export function referMedia(media: readonly { url: string; contentType: string }[]): {
  references: MediaReference[]
  shown: Media[]
} {
  const references = media.map((one) => ({ ...one, id: newMediaId() }))
  const shown = references.map(({ id, contentType }) => ({
    id,
    contentType,
    state: 'waiting' as const,
  }))
  return { references, shown }
}

/** Keeps where the media of a text are, and that they are to be fetched. */
export async function wantMedia(
  transaction: Transaction,
  { conversation: number, position }: Pick<Message, 'conversation' | 'position'>,
  references: readonly MediaReference[],
): Promise<void> {
  for (const { id, url, contentType } of references)
    await makeDue(transaction, id, { url, contentType, number, position }, transaction.at)
}

/** Puts a fetch into the list, at another time than before. */
export async function makeDue(
  transaction: Transaction,
  id: string,
  media: StoredMedia,
  due: string | undefined,
): Promise<void> {
  const { due: before, ...rest } = media
  if (before !== undefined) await transaction.deleteRecord('media', dueKey(before, id))
  await transaction.putRecord('media', id, { ...rest, ...(due !== undefined && { due }) })
  if (due !== undefined) await transaction.putRecord('media', dueKey(due, id), null)
}

/** The fetches that are due first. */
export async function nextDue(
  store: HistoryStore,
  limit: number,
): Promise<{ id: string; at: number; key: string }[]> {
  const found = await store.records('media', { ...listed('due'), limit })
  return found.map(({ key }) => {
    const [, due = '', id = ''] = key.split('!')
    return { id, at: Date.parse(due), key }
  })
}

/** Shows on the entry what became of one of its media. */
export async function showMedia(
  transaction: Transaction,
  { number, position }: Pick<StoredMedia, 'number' | 'position'>,
  shown: Media,
): Promise<void> {
  if (number === null || position === null) return
  const entry = await transaction.entry(number, position)
  if (entry?.kind !== 'message') return
  const before = entry.media.find(({ id }) => id === shown.id)
  if (before === undefined || isSame(before, shown)) return
  const media = entry.media.map((one) => (one.id === shown.id ? shown : one))
  await transaction.change({ ...entry, media })
}

export function failedMedia(id: string, contentType: string, problem: MediaProblem): Media {
  return { id, contentType, state: 'failed', problem }
}

/** What entries show of a file that is here. */
export function shownFile(
  id: string,
  { contentType, size, width, height }: Omit<FileFacts, 'sha256'>,
): Media {
  const isSized = width !== undefined && height !== undefined
  return { id, contentType, size, ...(isSized && { width, height }) }
}

function isSame(a: Media, b: Media): boolean {
  return a.size === b.size && a.state === b.state && a.problem === b.problem
}

import type { HistoryStore, Transaction } from '@switchboard/history'
import {
  MAX_PICTURE_BYTES,
  pictureTypes,
  SwitchboardError,
  type Media,
} from '@switchboard/protocol'
import { imageSize } from './image-size.ts'
import { newMediaId } from './media-id.ts'
import { OversizeError, type Draft, type MediaFiles } from './media-files.ts'
import { sniff } from './sniff.ts'
import { listed, shownFile, uploadKey, type FileFacts, type StoredMedia } from './stored-media.ts'

const DAY_MS = 24 * 3600_000
/** Uploads of one Agent that are in no message yet. */
const MAX_UNUSED = 50

/** Keeps a picture an Agent wants to send. TOO_LARGE over 5 MB, UNSUPPORTED_TYPE unless jpeg, png or gif. */
export async function keepUpload(
  { store, files }: { store: HistoryStore; files: MediaFiles },
  agent: string,
  source: AsyncIterable<Buffer>,
): Promise<Media> {
  const draft = await writeDraft(files, source)
  try {
    const facts = factsOf(draft)
    const id = newMediaId()
    await store.transact((transaction) => record(transaction, id, agent, facts))
    await files.keep(draft, id)
    return shownFile(id, facts)
  } finally {
    // Nothing is left of it once it has its place.
    await files.discard(draft)
  }
}

async function writeDraft(files: MediaFiles, source: AsyncIterable<Buffer>): Promise<Draft> {
  try {
    return await files.write(onlyPictures(source), MAX_PICTURE_BYTES)
  } catch (error) {
    if (!(error instanceof OversizeError)) throw error
    throw new SwitchboardError('TOO_LARGE', 'A picture has at most 5 MB.', { cause: error })
  }
}

/** So many first bytes tell a picture that may be sent. */
const TELLING_BYTES = 8

/** Passes on what comes; what is none is refused as soon as that shows, and not waited for. */
async function* onlyPictures(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0)
  for await (const chunk of source) {
    if (head.length < TELLING_BYTES) {
      head = Buffer.concat([head, chunk.subarray(0, TELLING_BYTES)])
      if (head.length >= TELLING_BYTES) pictureTypeOf(head)
    }
    yield chunk
  }
}

function factsOf({ head, size, sha256 }: Draft): FileFacts {
  const contentType = pictureTypeOf(head)
  return { contentType, size, sha256, ...imageSize(contentType, head) }
}

function pictureTypeOf(head: Buffer): string {
  const contentType = sniff(head)
  if (contentType !== undefined && pictureTypes.some((type) => type === contentType))
    return contentType
  throw new SwitchboardError('UNSUPPORTED_TYPE', 'Only JPEG, PNG and GIF pictures can be sent.')
}

/** Written down before the file has its place, so that no file is ever there that nobody knows of. */
async function record(
  transaction: Transaction,
  id: string,
  agent: string,
  facts: FileFacts,
): Promise<void> {
  const { at: uploadedAt } = transaction
  const countKey = `unused!${agent}`
  const unused = (await transaction.record<number>('media', countKey)) ?? 0
  if (unused >= MAX_UNUSED)
    throw new SwitchboardError(
      'TOO_MANY_REQUESTS',
      `${MAX_UNUSED} pictures wait to be sent already; unused ones go after a day.`,
    )
  const media: StoredMedia = { ...facts, agent, uploadedAt, number: null, position: null }
  await transaction.putRecord('media', countKey, unused + 1)
  await transaction.putRecord('media', id, media)
  await transaction.putRecord('media', uploadKey(uploadedAt, id), null)
}

/** The uploads a reply names, as its entry shows them. BAD_REQUEST when one cannot be used (again). */
export async function findUploads(
  transaction: Transaction,
  ids: readonly string[],
  agent: string | undefined,
): Promise<Media[]> {
  if (new Set(ids).size < ids.length)
    throw new SwitchboardError('BAD_REQUEST', 'A picture is named twice.')
  const found = await Promise.all(ids.map((id) => transaction.record<StoredMedia>('media', id)))
  const pictures = found.map((media, index) => {
    const isTheirs = media?.agent !== undefined && media.agent === agent
    if (!isTheirs || media.number !== null)
      throw new SwitchboardError(
        'BAD_REQUEST',
        'A picture is not here any more; please add it again.',
      )
    return shownFile(ids[index]!, media as FileFacts)
  })
  const bytes = pictures.reduce((sum, { size = 0 }) => sum + size, 0)
  if (bytes > MAX_PICTURE_BYTES)
    throw new SwitchboardError(
      'TOO_LARGE',
      'The pictures of one message have at most 5 MB together.',
    )
  return pictures
}

/** Uploads become part of a message, for good. */
export async function useUploads(
  transaction: Transaction,
  { number, position }: { number: string; position: number },
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const media = await transaction.record<StoredMedia>('media', id)
    if (media === undefined) continue
    await transaction.putRecord('media', id, { ...media, number, position })
    await unlist(transaction, id, media)
  }
}

async function unlist(transaction: Transaction, id: string, media: StoredMedia): Promise<void> {
  const countKey = `unused!${media.agent}`
  const unused = (await transaction.record<number>('media', countKey)) ?? 0
  if (unused > 1) await transaction.putRecord('media', countKey, unused - 1)
  else await transaction.deleteRecord('media', countKey)
  await transaction.deleteRecord('media', uploadKey(media.uploadedAt ?? '', id))
}

/** Removes the uploads that were used in no message for a day. Returns how many. */
export async function sweepUploads(
  { store, files }: { store: HistoryStore; files: MediaFiles },
  now = Date.now(),
): Promise<number> {
  const before = new Date(now - DAY_MS).toISOString()
  const old = await store.records('media', { gt: 'upload!', lt: `upload!${before}` })
  for (const { key } of old) await store.transact((transaction) => forget(transaction, key))
  // First forgotten, then removed: no reply can name what is about to go, and a crash leaves its name here.
  const gone = await store.records('media', listed('gone'))
  for (const { key } of gone) {
    await files.remove(key.slice('gone!'.length))
    await store.transact((transaction) => transaction.deleteRecord('media', key))
  }
  return gone.length
}

async function forget(transaction: Transaction, key: string): Promise<void> {
  const id = key.split('!')[2] ?? ''
  const media = await transaction.record<StoredMedia>('media', id)
  if (media === undefined || media.number !== null) return transaction.deleteRecord('media', key)
  await unlist(transaction, id, media)
  await transaction.deleteRecord('media', id)
  await transaction.putRecord('media', `gone!${id}`, null)
}

import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Difference, HistoryStore, KeptFiles, LongRunOptions } from '@switchboard/history'
import { isMediaId } from './media-id.ts'
import type { MediaFiles } from './media-files.ts'
import type { StoredMedia } from './stored-media.ts'

/** An upload is written down before its file has its place; a minute is more than that takes. */
const YOUNG_MS = 60_000
/** Records looked at in one go. */
const PAGE = 500

/** Pictures and files as a copy of the history takes them along. */
export function keptMedia(files: MediaFiles): KeptFiles {
  return {
    pathOf: (name) => files.pathOf(name),
    fileOf: ({ key, value }) => {
      const media = value as StoredMedia | null
      if (!isMediaId(key) || media?.size === undefined) return undefined
      return { name: key, isYoung: isYoung(media) }
    },
  }
}

function isYoung({ number, uploadedAt }: StoredMedia): boolean {
  return number === null && Date.now() - Date.parse(uploadedAt ?? '') < YOUNG_MS
}

/** Every file that is not there, or not as it was written, with what to do about it. Changes nothing. */
export async function* verifyMedia(
  store: HistoryStore,
  files: MediaFiles,
  { signal, onProgress }: LongRunOptions,
): AsyncGenerator<Difference, void, undefined> {
  let done = 0
  for await (const { key, value } of filesRecorded(store)) {
    signal?.throwIfAborted()
    const problem = await problemOf(files, key, value, signal)
    // What was removed, or asked for again, while it was looked at is none.
    if (problem && (await isStill(store, key, value)))
      yield { key: `media ${key}`, ...problem, what: `${problem.what}: ${remedyOf(value)}` }
    done += 1
    if (done % PAGE === 0) onProgress?.({ phase: 'Comparing files', done })
  }
}

/** The records that stand for a file that has its place. */
export async function* filesRecorded(
  store: HistoryStore,
): AsyncGenerator<{ key: string; value: StoredMedia }, void, undefined> {
  let last: string | undefined
  for (;;) {
    const range = { limit: PAGE, ...(last !== undefined && { gt: last }) }
    const records = await store.records<StoredMedia | null>('media', range)
    for (const { key, value } of records)
      if (isMediaId(key) && value?.size !== undefined && !isYoung(value)) yield { key, value }
    last = records.at(-1)?.key
    if (records.length < PAGE) return
  }
}

async function problemOf(
  files: MediaFiles,
  id: string,
  { size, sha256 }: StoredMedia,
  signal: AbortSignal | undefined,
): Promise<Omit<Difference, 'key'> | undefined> {
  const file = await files.open(id)
  if (file === undefined) return { what: 'the file is missing' }
  try {
    const found = (await file.stat()).size
    if (found !== size)
      return { what: 'the file is damaged', expected: `${size} bytes`, found: `${found} bytes` }
    if (sha256 === undefined) return undefined
    const hash = createHash('sha256')
    await pipeline(file.createReadStream({ autoClose: false }), hash, { ...(signal && { signal }) })
    if (hash.digest('hex') === sha256) return undefined
    return { what: 'the file is damaged', expected: `SHA-256 ${sha256}`, found: 'another' }
  } catch (error) {
    signal?.throwIfAborted()
    return { what: `the file cannot be read (${(error as Error).message})` }
  } finally {
    await file.close()
  }
}

async function isStill(
  store: HistoryStore,
  key: string,
  { size, sha256 }: StoredMedia,
): Promise<boolean> {
  const now = await store.record<StoredMedia>('media', key)
  return now?.size === size && now?.sha256 === sha256
}

const remedyOf = ({ url }: StoredMedia): string =>
  url === undefined
    ? 'restore it from a backup, or ask its author to send it again'
    : 'fetch it again beside its text, or restore it from a backup'

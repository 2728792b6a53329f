import type { HistoryStore, Transaction } from '@switchboard/history'
import { SwitchboardError } from '@switchboard/protocol'
import type { MediaError } from './media-error.ts'
import {
  failedMedia,
  makeDue,
  showMedia,
  shownFile,
  type FileFacts,
  type StoredMedia,
} from './stored-media.ts'

export interface RetryPolicy {
  /** After the first failure, the second, …; the last one from then on. */
  delaysMs: readonly number[]
  /** How often one is asked for that the carrier does not have. */
  soonTries: number
  /** The failures from which on it is shown as failed, while the carrier is still asked. */
  shownTries: number
  /** When the carrier is not asked any more. */
  giveUpAfterMs: number
}

/** The file is here: the list forgets it, and its entry shows it. */
export async function settleFetched(
  transaction: Transaction,
  id: string,
  facts: FileFacts,
): Promise<void> {
  const media = await transaction.record<StoredMedia>('media', id)
  if (media === undefined) return
  const { tries: _tries, since: _since, ...kept } = media
  await makeDue(transaction, id, { ...kept, ...facts }, undefined)
  await showMedia(transaction, media, shownFile(id, facts))
}

/** A fetch failed: when it is tried again, and whether people are told. */
export async function settleFailed(
  transaction: Transaction,
  id: string,
  { problem, again }: Pick<MediaError, 'problem' | 'again'>,
  policy: RetryPolicy,
): Promise<void> {
  const media = await transaction.record<StoredMedia>('media', id)
  if (media === undefined) return
  const tries = (media.tries ?? 0) + 1
  const since = media.since ?? transaction.at
  const due = nextTry({ tries, since, again, now: transaction.at }, policy)
  await makeDue(transaction, id, { ...media, tries, since }, due)
  if (due === undefined || tries >= policy.shownTries)
    await showMedia(transaction, media, failedMedia(id, media.contentType, problem))
}

/** When a fetch is tried again, ISO 8601; undefined when it is not. Pure. */
export function nextTry(
  state: { tries: number; since: string; again: MediaError['again']; now: string },
  { delaysMs, soonTries, giveUpAfterMs }: RetryPolicy,
): string | undefined {
  const { tries, since, again } = state
  const now = Date.parse(state.now)
  if (again === 'never' || (again === 'soon' && tries >= soonTries)) return undefined
  if (now - Date.parse(since) >= giveUpAfterMs) return undefined
  return new Date(now + (delaysMs[tries - 1] ?? delaysMs.at(-1) ?? 0)).toISOString()
}

/** A person asks for it again: it is due at once, as if for the first time. NOT_FOUND for what never came in. */
export async function retryMedia(store: HistoryStore, id: string): Promise<void> {
  await store.transact(async (transaction) => {
    const media = await transaction.record<StoredMedia>('media', id)
    if (!media || !(await isFromCarrier(transaction, media)))
      throw new SwitchboardError('NOT_FOUND', 'There is no such picture.')
    const { tries: _tries, since: _since, size: _size, sha256: _sha256, ...rest } = media
    await makeDue(transaction, id, rest, transaction.at)
    await showMedia(transaction, media, { id, contentType: media.contentType, state: 'waiting' })
  })
}

/** What a caller of the API named is where it was; only the carrier's is fetched. */
async function isFromCarrier(
  transaction: Transaction,
  { number, position, url }: StoredMedia,
): Promise<boolean> {
  if (number === null || position === null || url === undefined) return false
  const entry = await transaction.entry(number, position)
  return entry?.kind === 'message' && (entry.direction === 'inbound' || entry.backfilled === true)
}

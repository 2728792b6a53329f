import type { HistoryStore } from '@switchboard/history'
import type { Changeset } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import { systemClock } from '../clock.ts'
import { keepFollowing } from '../keep-following.ts'
import { imageSize } from './image-size.ts'
import { MediaError } from './media-error.ts'
import type { Draft, MediaFiles } from './media-files.ts'
import { settleFailed, settleFetched, type RetryPolicy } from './settle-fetch.ts'
import { sniff } from './sniff.ts'
import { nextDue, type StoredMedia } from './stored-media.ts'

export interface MediaFetcherOptions {
  store: HistoryStore
  files: MediaFiles
  fetch: (url: string, signal: AbortSignal) => Promise<Draft>
  logger: Logger
  concurrency: number
  retry: RetryPolicy
  onOutcome?: (outcome: 'fetched' | 'failed') => void
  /** The changes could not be followed. */
  onFollowFailure?: () => void
}

/** How long to wait when the store could not be asked or told. */
const STORE_RETRY_MS = 5000

/**
 * Brings what customers sent to disk, after their texts are stored and shown. The list of what is due
 * is in the store, in the order of time; this only remembers what is under way.
 */
export class MediaFetcher {
  readonly #options: MediaFetcherOptions
  readonly #stopped = new AbortController()
  readonly #running = new Map<string, Promise<void>>()
  #following: Promise<void> = Promise.resolve()
  #pumping: Promise<void> | undefined
  #again = false
  /** While the disk or the store refuses, nothing is begun: the list would stay as it is. */
  #pausedUntil = 0
  #timer: NodeJS.Timeout | undefined

  constructor(options: MediaFetcherOptions) {
    this.#options = options
  }

  start(): void {
    this.#following = this.#follow()
    this.#pump()
  }

  /** Gives up what is under way; the next start begins it again. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    clearTimeout(this.#timer)
    await this.#following
    await this.#pumping
    await Promise.all(this.#running.values())
  }

  #follow(): Promise<void> {
    const { store, logger, onFollowFailure } = this.#options
    return keepFollowing({
      store,
      clock: systemClock,
      logger,
      signal: this.#stopped.signal,
      who: 'fetching media',
      from: store.seq,
      maxBuffered: 10_000,
      take: (changeset) => {
        if (hasWaitingMedia(changeset)) this.#pump()
      },
      resume: () => {
        const { seq } = store
        // Whatever was missed until here is in the list.
        this.#pump()
        return seq
      },
      onFailure: onFollowFailure,
    })
  }

  /** Begins what is due, one look at the list at a time. */
  #pump(): void {
    this.#again = true
    this.#pumping ??= this.#look().finally(() => (this.#pumping = undefined))
  }

  async #look(): Promise<void> {
    while (this.#again && !this.#stopped.signal.aborted) {
      this.#again = false
      try {
        await this.#begin()
      } catch (error) {
        if (this.#stopped.signal.aborted) return
        this.#options.logger.error({ err: error }, 'the list of media could not be read')
        this.#pausedUntil = Date.now() + STORE_RETRY_MS
        this.#wakeIn(STORE_RETRY_MS)
      }
    }
  }

  async #begin(): Promise<void> {
    const { store, concurrency } = this.#options
    const pauseMs = this.#pausedUntil - Date.now()
    if (pauseMs > 0) return this.#wakeIn(pauseMs)
    clearTimeout(this.#timer)
    const due = await nextDue(store, concurrency + 1)
    for (const { id, at, key } of due) {
      if (this.#running.has(id)) continue
      const waitMs = at - Date.now()
      if (waitMs > 0) return this.#wakeIn(waitMs)
      if (this.#running.size >= concurrency) return
      this.#run(id, key)
    }
  }

  #wakeIn(waitMs: number): void {
    clearTimeout(this.#timer)
    if (!this.#stopped.signal.aborted)
      this.#timer = setTimeout(() => this.#pump(), Math.min(waitMs, 2 ** 31 - 1))
  }

  #run(id: string, key: string): void {
    const run = this.#fetch(id, key)
      .catch((error: unknown) => {
        if (this.#stopped.signal.aborted) return
        this.#options.logger.error({ err: error, media: id }, 'a picture could not be written down')
        this.#pausedUntil = Date.now() + STORE_RETRY_MS
      })
      .finally(() => {
        this.#running.delete(id)
        this.#pump()
      })
    this.#running.set(id, run)
  }

  async #fetch(id: string, key: string): Promise<void> {
    const { store, logger, retry, onOutcome } = this.#options
    const media = await store.record<StoredMedia>('media', id)
    if (media?.url === undefined || media.due === undefined) {
      await store.transact((transaction) => transaction.deleteRecord('media', key))
      return
    }
    try {
      await this.#bring(id, media.url)
      onOutcome?.('fetched')
    } catch (error) {
      if (!(error instanceof MediaError)) throw error
      logger.warn({ media: id, problem: error.problem, err: error }, 'a picture was not fetched')
      await store.transact((transaction) => settleFailed(transaction, id, error, retry))
      onOutcome?.('failed')
    }
  }

  async #bring(id: string, url: string): Promise<void> {
    const { store, files, fetch } = this.#options
    const draft = await fetch(url, this.#stopped.signal)
    const contentType = sniff(draft.head)
    if (contentType === undefined) {
      await files.discard(draft)
      throw new MediaError('unsupported', 'never', 'its first bytes are of no type that is kept')
    }
    await files.keep(draft, id)
    const { size, sha256, head } = draft
    const facts = { contentType, size, sha256, ...imageSize(contentType, head) }
    await store.transact((transaction) => settleFetched(transaction, id, facts))
  }
}

function hasWaitingMedia({ entries }: Changeset): boolean {
  return entries.some(
    (entry) => entry.kind === 'message' && entry.media.some(({ state }) => state === 'waiting'),
  )
}

import { join } from 'node:path'
import type { HistoryStore, KeptFiles } from '@switchboard/history'
import { SwitchboardError, type Media as MediaFacts, type Message } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import type { SwitchboardConfig } from '../config.ts'
import { fetchMedia } from './fetch-media.ts'
import { FetchPolicy } from './fetch-policy.ts'
import { keptMedia } from './kept-media.ts'
import { MediaFetcher } from './media-fetcher.ts'
import { MediaFiles } from './media-files.ts'
import { MediaLinks } from './media-links.ts'
import type { StoredMedia } from './stored-media.ts'
import { keepUpload, sweepUploads } from './uploads.ts'

const SWEEP_EVERY_MS = 3600_000

export interface MediaOptions {
  config: Pick<SwitchboardConfig, 'dataDir' | 'url' | 'twilio' | 'media'>
  store: HistoryStore
  logger: Logger
  onOutcome?: (outcome: 'fetched' | 'failed') => void
  onFollowFailure?: () => void
}

/** Lets go of the files when it is disposed of. */
export interface HeldFiles extends Disposable {
  files: KeptFiles
}

/** Pictures and files, both ways: fetched from the carrier, uploaded by Agents, and given out. */
export class Media {
  readonly files: MediaFiles
  readonly links: MediaLinks
  readonly #options: MediaOptions
  readonly #fetcher: MediaFetcher
  #uploads = 0
  /** Copies under way, which need every file that was there when they began. */
  #copies = 0
  #sweeping: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(options: MediaOptions) {
    const { config, store } = options
    const { media, twilio } = config
    this.#options = options
    this.files = new MediaFiles(join(config.dataDir, 'media'))
    this.links = new MediaLinks({ store, publicUrl: config.url, lifeMs: media.linkLifeMs })
    const { files } = this
    const policy = new FetchPolicy({
      apiUrl: twilio.apiUrl,
      accountSid: twilio.accountSid,
      authToken: twilio.authTokens[0]?.reveal() ?? '',
    })
    const bounds = { maxBytes: media.maxBytes, timeoutMs: media.fetchTimeoutMs }
    this.#fetcher = new MediaFetcher({
      ...options,
      ...media,
      files,
      fetch: (url, signal) => fetchMedia(url, { ...bounds, policy, files, signal }),
    })
  }

  async start(): Promise<void> {
    await this.files.start()
    this.#fetcher.start()
    this.#timer = setInterval(() => this.#beginSweep(), SWEEP_EVERY_MS)
    this.#beginSweep()
    await this.#sweeping
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#fetcher.stop()
  }

  /** Keeps a picture an Agent wants to send; see `keepUpload`. */
  async upload(agent: string, source: AsyncIterable<Buffer>): Promise<MediaFacts> {
    if (this.#uploads >= this.#options.config.media.maxUploads)
      throw new SwitchboardError('TOO_MANY_REQUESTS', 'Too many uploads are under way.')
    this.#uploads += 1
    try {
      return await keepUpload({ store: this.#options.store, files: this.files }, agent, source)
    } finally {
      this.#uploads -= 1
    }
  }

  /** Where the carrier gets the pictures of a reply. */
  async addressesFor({ media }: Pick<Message, 'media'>): Promise<string[]> {
    const { store } = this.#options
    const found = media.map(async ({ id }) => {
      const stored = await store.record<StoredMedia>('media', id)
      return stored ? [stored.url ?? (await this.links.sign(id))] : []
    })
    return (await Promise.all(found)).flat()
  }

  /** Files to copy or to look at; none is removed until it is disposed of. */
  async hold(): Promise<HeldFiles> {
    this.#copies += 1
    let isHeld = true
    const release = (): void => {
      if (isHeld) this.#copies -= 1
      isHeld = false
    }
    // What is being removed goes before the copy begins, with its records.
    await this.#sweeping
    return { files: keptMedia(this.files), [Symbol.dispose]: release }
  }

  #beginSweep(): void {
    if (this.#copies === 0) this.#sweeping = this.#sweep()
  }

  async #sweep(): Promise<void> {
    const { store, logger } = this.#options
    try {
      const removed = await sweepUploads({ store, files: this.files })
      if (removed > 0) logger.info({ removed }, 'unused uploads removed')
    } catch (error) {
      logger.error({ err: error }, 'unused uploads could not be removed')
    }
  }
}

import {
  SwitchboardError,
  type Changeset,
  type Entry,
  type TimelineEntry,
} from '@switchboard/protocol'
import { createPipeline, type Frame, type Pipeline } from '@switchboard/pipeline'
import { joinEntries, type Batch, type Change } from './batch.ts'

interface Destination {
  key: string
  live: boolean
}

interface Pending extends Change {
  missing: number
}

interface Page {
  resolve: (entries: TimelineEntry[]) => void
  reject: (error: unknown) => void
}

export interface LiveFeedOptions {
  onBatch: (batch: Batch) => void
  /** The pipeline has failed; nothing flows any more. */
  onFailure: (error: unknown) => void
  /** Whether anybody here has this thread open; entries of others are left out, since nobody is sent them. */
  isOpen?: (thread: string) => boolean
  maxPending?: number
  /** Entries inside the pipeline, of changesets and pages together. */
  maxInside: number
}

const LIVE: Destination = { key: 'live', live: true }

/**
 * Changesets through the pipeline: their entries leave it in order, and a changeset is handed on once all of
 * its own are out and nothing before it waits. History pages take the same way.
 */
export class LiveFeed {
  readonly #options: Required<LiveFeedOptions>
  readonly #pipeline: Pipeline<Destination>
  readonly #pages = new Map<string, Page>()
  #pending: Pending[] = []
  /** Entries inside that belong to changesets nobody waits for any more. */
  #toSkip = 0
  #delivered = 0
  #lastPage = 0

  constructor(options: LiveFeedOptions) {
    this.#options = { maxPending: 10_000, isOpen: () => true, ...options }
    this.#pipeline = createPipeline<Destination>({
      deliver: (frame) => this.#take(frame),
      maxInside: this.#options.maxInside,
    })
    this.#pipeline.done.catch(options.onFailure)
    const refusePages = () => this.#refusePages()
    this.#pipeline.done.then(refusePages, refusePages)
  }

  /** The last changeset that was handed on. */
  get delivered(): number {
    return this.#delivered
  }

  /** Takes the next changeset whole; throws CONSUMER_TOO_SLOW when too many, or too many entries, wait. */
  push(changeset: Changeset): void {
    if (this.#pending.length >= this.#options.maxPending) {
      throw new SwitchboardError('CONSUMER_TOO_SLOW', `${this.#pending.length} changesets wait.`)
    }
    const entries = changeset.entries.filter((entry) => this.#options.isOpen(entry.conversation))
    if (entries.length > this.#pipeline.room) {
      throw new SwitchboardError('CONSUMER_TOO_SLOW', 'The pipeline has no room for a changeset.')
    }
    this.#pending.push({ changeset, entries: [], missing: entries.length })
    for (const entry of entries) {
      // There is room; that the pipeline has failed is told by `done`, and one that ends takes no more.
      this.#pipeline.write({ to: LIVE, entry }).catch(() => undefined)
    }
    this.#release()
  }

  /** Starts over after `seq`: what waits is dropped. */
  reset(seq: number): void {
    for (const { missing } of this.#pending) this.#toSkip += missing
    this.#pending = []
    this.#delivered = seq
  }

  /** A page of entries with their age and mood, in the same order; CONSUMER_TOO_SLOW when there is no room. */
  async page(entries: readonly Entry[]): Promise<TimelineEntry[]> {
    const to = { key: `page ${(this.#lastPage += 1)}`, live: false }
    const page = new Promise<TimelineEntry[]>((resolve, reject) => {
      this.#pages.set(to.key, { resolve, reject })
    })
    try {
      for (const entry of entries) await this.#pipeline.write({ to, entry })
    } catch (error) {
      this.#pages.get(to.key)?.reject(error)
    }
    // Also of a page that found no room: what of it is inside leaves with its end, and goes nowhere.
    this.#pipeline.write({ to, end: true }).catch((error) => this.#pages.get(to.key)?.reject(error))
    return page.finally(() => this.#pages.delete(to.key))
  }

  /** Changesets read for one browser, with the age and mood of their entries. */
  async enrich(changesets: readonly Changeset[]): Promise<Change[]> {
    const entries = await this.page(changesets.flatMap((changeset) => changeset.entries))
    return joinEntries(changesets, entries)
  }

  async end(): Promise<void> {
    this.reset(this.#delivered)
    await this.#pipeline.end()
  }

  #refusePages(): void {
    const error = new SwitchboardError('UNAVAILABLE', 'The gateway is stopping.')
    for (const { reject } of this.#pages.values()) reject(error)
  }

  #take({ to, entries }: Frame<Destination>): void {
    if (!to.live) return this.#pages.get(to.key)?.resolve(entries)
    const skipped = Math.min(this.#toSkip, entries.length)
    this.#toSkip -= skipped
    let waiting = this.#pending.findIndex(({ missing }) => missing > 0)
    for (const entry of entries.slice(skipped)) {
      const pending = this.#pending[waiting]
      if (pending === undefined) throw new Error('An entry came out that nobody put in.')
      pending.entries.push(entry)
      pending.missing -= 1
      while (this.#pending[waiting]?.missing === 0) waiting += 1
    }
    this.#release()
  }

  #release(): void {
    const incomplete = this.#pending.findIndex(({ missing }) => missing > 0)
    const changes = this.#pending.splice(0, incomplete < 0 ? this.#pending.length : incomplete)
    const last = changes.at(-1)
    if (last === undefined) return
    const after = this.#delivered
    this.#delivered = last.changeset.seq
    this.#options.onBatch({ after, to: last.changeset.seq, changes })
  }
}

import type { LostTail } from './maintenance.ts'
import { markAt, mostGiven, type Mark, type MarkKeeper, type Position } from './mark.ts'

export interface HighWaterOptions {
  keeper: MarkKeeper | undefined
  intervalMs: number
  /** What is confirmed now. */
  position: () => Position
  /** Told when a mark cannot be written. */
  onFailed: (reason: unknown) => void
}

/** Keeps the mark near what is confirmed, and tells when a store is behind its mark. */
export class HighWater {
  readonly #options: HighWaterOptions
  #mark: Mark = markAt({ seq: 0, batch: 0 })
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined

  constructor(options: HighWaterOptions) {
    this.#options = options
  }

  /** What a store that ends here has lost, and above which `seq` it must go on. Times in ms. */
  async compare(
    tail: Position & { at: number },
    now: () => number,
  ): Promise<{ lostTail: LostTail; goOnAbove: number } | undefined> {
    const { keeper } = this.#options
    if (!keeper) return undefined
    const mark = await keeper.read()
    const sinceThen = () => mostGiven(tail.seq, tail.at, now())
    const lost = { lastSeq: tail.seq, mark: mark?.seq ?? null }
    if (!mark) return { lostTail: { ...lost, why: 'unmarked' }, goOnAbove: sinceThen() }
    if (mark.restored) {
      return {
        lostTail: { ...lost, why: 'restored' },
        goOnAbove: Math.max(mark.given, sinceThen()),
      }
    }
    const isBehind = tail.seq < mark.seq || tail.batch < mark.batch
    return isBehind ? { lostTail: { ...lost, why: 'lost' }, goOnAbove: mark.given } : undefined
  }

  /** Marks what is confirmed now, and from then on every interval while it moves. */
  async start(): Promise<void> {
    await this.#write()
    if (!this.#options.keeper) return
    this.#timer = setInterval(() => {
      if (this.#hasMoved()) this.#write().catch(this.#options.onFailed)
    }, this.#options.intervalMs)
    this.#timer.unref()
  }

  /** Resolves when changesets up to this `seq` may be confirmed. */
  async covers(seq: number): Promise<void> {
    while (this.#options.keeper && seq > this.#mark.given) await this.#write()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
    if (this.#timer && this.#hasMoved()) await this.#write()
  }

  #hasMoved(): boolean {
    const { seq, batch } = this.#options.position()
    return seq !== this.#mark.seq || batch !== this.#mark.batch
  }

  #write(): Promise<void> {
    this.#writing ??= this.#replace().finally(() => (this.#writing = undefined))
    return this.#writing
  }

  async #replace(): Promise<void> {
    const mark = markAt(this.#options.position())
    await this.#options.keeper?.write(mark)
    this.#mark = mark
  }
}

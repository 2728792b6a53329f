import type { Batch, Change } from './batch.ts'

/** Turns of one round, and how many readers have the same turn at least. */
const TURNS = 10
const MIN_TOGETHER = 10
/** Changes at which what waits goes to everybody early. */
const MAX_WAITING = 1000

export interface RoundsOptions<Reader> {
  /** From the beginning of one round to that of the next. */
  intervalMs: number
  readers: () => Iterable<Reader>
  /** Each of these has its turn: all of this batch that it has not had. The batch is only good during the call. */
  send: (readers: readonly Reader[], batch: Batch) => void
}

/**
 * Tells all readers what changed. After a pause at once; in quick succession in rounds, in which a few at a time have
 * their turn: so that an inbox on which hundreds of texts a second fall costs a few writes a second, and these do not
 * stand in the way of what is urgent all together.
 */
export class Rounds<Reader> {
  readonly #options: RoundsOptions<Reader>
  #changes: Change[] = []
  #after = 0
  #to = 0
  #beganAt = -Infinity
  /** Up to here all readers have everything when the round is over. */
  #roundTo = 0
  #left: Reader[] = []
  #together = MIN_TOGETHER
  #timer: NodeJS.Timeout | undefined

  constructor(options: RoundsOptions<Reader>) {
    this.#options = options
  }

  /** What some readers may not have had; it is only good until more comes. */
  get waiting(): Batch | undefined {
    if (this.#changes.length === 0) return undefined
    return { after: this.#after, to: this.#to, changes: this.#changes }
  }

  add({ after, to, changes }: Batch): void {
    if (this.#changes.length === 0) this.#after = after
    for (const change of changes) this.#changes.push(change)
    this.#to = to
    const waitMs = this.#waitMs()
    if (this.#changes.length >= MAX_WAITING || (this.#timer === undefined && waitMs <= 0))
      this.flush()
    else this.#timer ??= setTimeout(() => this.#begin(), waitMs)
  }

  /** Everybody's turn is now. */
  flush(): void {
    const { waiting } = this
    this.drop()
    if (waiting === undefined) return
    this.#beganAt = performance.now()
    this.#options.send([...this.#options.readers()], waiting)
  }

  drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#changes = []
    this.#left = []
  }

  #begin(): void {
    this.#beganAt = performance.now()
    this.#roundTo = this.#to
    this.#left = [...this.#options.readers()]
    this.#together = Math.max(MIN_TOGETHER, Math.ceil(this.#left.length / TURNS))
    this.#takeTurn()
  }

  #takeTurn(): void {
    this.#timer = undefined
    const { waiting } = this
    const readers = this.#left.splice(0, this.#together)
    if (waiting !== undefined) this.#options.send(readers, waiting)
    if (this.#left.length === 0) this.#end()
    else this.#timer = setTimeout(() => this.#takeTurn(), this.#options.intervalMs / TURNS)
  }

  /** What came during the round may have missed who had their turn early. */
  #end(): void {
    const first = this.#changes.findIndex(({ changeset }) => changeset.seq > this.#roundTo)
    this.#changes.splice(0, first < 0 ? this.#changes.length : first)
    this.#after = this.#roundTo
    if (this.#changes.length > 0)
      this.#timer = setTimeout(() => this.#begin(), Math.max(0, this.#waitMs()))
  }

  #waitMs(): number {
    return this.#beganAt + this.#options.intervalMs - performance.now()
  }
}

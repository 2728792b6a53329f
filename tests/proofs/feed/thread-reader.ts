import { PROTOCOL_VERSION, type ConsoleFrame, type TimelineEntry } from '@switchboard/protocol'
import { WebSocket } from 'ws'
import { ReturningReader } from './returning-reader.ts'
import type { Truth } from './truth.ts'

export interface ThreadReaderOptions {
  url: string
  cookie: string
  origin: string
  number: string
}

/** A browser with one thread open: it reads its page, joins it to what comes live, and keeps a cursor. */
export class ThreadReader extends ReturningReader<ConsoleFrame> {
  readonly faults: string[] = []
  readonly #options: ThreadReaderOptions
  /** Position → `changedSeq`, at each cursor it had. */
  readonly #log: { cursor: number; known: Map<number, number> }[] = []
  #known = new Map<number, number>()
  #cursor: number | null = null
  /** Where it is while its page is under way; null once it has the page. */
  #provisional: number | null = null
  #resumedFrom = 0

  constructor(options: ThreadReaderOptions) {
    super()
    this.#options = options
  }

  knows(position: number): boolean {
    return this.#known.has(position)
  }

  override disconnect(): void {
    super.disconnect()
    this.#provisional = null
  }

  protected override open(): WebSocket {
    const { url, cookie, origin } = this.#options
    return new WebSocket(`${url}/agent`, { headers: { cookie, origin } })
  }

  protected override hello(): unknown {
    const inbox = { view: 'all', status: 'open', floor: null }
    const watch = { thread: this.#options.number, inbox }
    return { type: 'hello', version: PROTOCOL_VERSION, cursor: this.#cursor, watch }
  }

  /** Compares what it knew at each of its cursors with the history, and forgets it. */
  check(truth: Truth): string[] {
    const { number } = this.#options
    const missing = this.#log.flatMap(({ cursor, known }) =>
      [...truth.entriesAt(number, cursor)]
        .filter(([position, seq]) => (known.get(position) ?? 0) < seq)
        .map(([position, seq]) => `${number} ${position} of ${seq} is missing at ${cursor}`),
    )
    this.#log.length = 0
    return [...this.faults, ...missing]
  }

  protected override take(frame: ConsoleFrame): void {
    if (frame.type === 'welcome') this.#welcomed(frame.resumed, frame.seq)
    if (frame.type === 'response') this.#answered(frame)
    if (frame.type === 'entries') this.#learn(frame.entries)
    if ('seq' in frame && frame.type !== 'welcome') this.#advance(frame.seq)
  }

  #welcomed(isResumed: boolean, seq: number): void {
    this.#resumedFrom = isResumed ? (this.#cursor ?? 0) : seq
    if (isResumed) return
    this.#cursor = null
    this.#provisional = seq
    this.#known = new Map()
    const args = { number: this.#options.number, limit: 200 }
    this.send({ type: 'request', id: 'page', op: 'entries', args })
  }

  /** A history that has not begun is an empty page; a switchboard that is away is no page at all. */
  #answered({ result, error }: Extract<ConsoleFrame, { type: 'response' }>): void {
    if (error !== undefined && error.code !== 'NOT_FOUND') this.reconnect()
    else this.#joinPage(result as Page | undefined)
  }

  /** The page has everything up to its `asOf`, and what came live since the welcome the rest. */
  #joinPage(page: Page | undefined): void {
    if (this.#provisional === null) return
    for (const { position, changedSeq } of page?.entries ?? [])
      this.#known.set(position, Math.max(changedSeq, this.#known.get(position) ?? 0))
    const cursor = this.#provisional
    this.#provisional = null
    this.#advance(cursor)
  }

  #learn(entries: readonly TimelineEntry[]): void {
    for (const { position, changedSeq } of entries) {
      if (changedSeq <= this.#resumedFrom)
        this.faults.push(`${position} of ${changedSeq} came again after ${this.#resumedFrom}`)
      this.#known.set(position, Math.max(changedSeq, this.#known.get(position) ?? 0))
    }
  }

  #advance(seq: number): void {
    if (this.#provisional !== null) {
      this.#provisional = Math.max(this.#provisional, seq)
      return
    }
    this.#cursor = Math.max(this.#cursor ?? 0, seq)
    this.#log.push({ cursor: this.#cursor, known: new Map(this.#known) })
  }
}

interface Page {
  entries: TimelineEntry[]
}

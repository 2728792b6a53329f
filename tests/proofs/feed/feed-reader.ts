import { PROTOCOL_VERSION, type Changeset } from '@switchboard/protocol'
import { WebSocket } from 'ws'
import { ReturningReader } from './returning-reader.ts'
import { digestOf } from './truth.ts'

type Frame =
  | { type: 'snapshot'; seq: number }
  | { type: 'changeset'; changeset: Changeset }
  | { type: 'resumed' | 'about' | 'response' | 'ephemeral' | 'error' }

export interface FeedReaderOptions {
  url: string
  token: string
  onChangeset?: (changeset: Changeset) => void
}

/** A gateway's end of the feed: its cursor, what it got, and whatever came twice, late or never. */
export class FeedReader extends ReturningReader<Frame> {
  readonly faults: string[] = []
  /** `seq` → digest of all that came since its first snapshot. */
  readonly got = new Map<number, string>()
  readonly #options: FeedReaderOptions
  #cursor: number | null = null

  constructor(options: FeedReaderOptions) {
    super()
    this.#options = options
  }

  get seq(): number {
    return this.#cursor ?? -1
  }

  protected override open(): WebSocket {
    const headers = { authorization: `Bearer ${this.#options.token}` }
    return new WebSocket(`${this.#options.url}/gateway`, { headers })
  }

  protected override hello(): unknown {
    return { type: 'hello', version: PROTOCOL_VERSION, gateway: 'reader', cursor: this.#cursor }
  }

  protected override take(frame: Frame): void {
    if (frame.type === 'snapshot') this.#start(frame.seq)
    if (frame.type === 'changeset') this.#apply(frame.changeset)
  }

  #start(seq: number): void {
    if (this.#cursor !== null) this.faults.push(`cursor ${this.#cursor} got a snapshot of ${seq}`)
    this.#cursor = seq
  }

  #apply(changeset: Changeset): void {
    const { seq } = changeset
    if (seq !== (this.#cursor ?? -1) + 1) this.faults.push(`${seq} came after ${this.#cursor}`)
    this.#cursor = seq
    this.got.set(seq, digestOf(changeset))
    this.#options.onChangeset?.(changeset)
  }
}

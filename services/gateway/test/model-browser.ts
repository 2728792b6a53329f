import {
  consoleFrameSchema,
  PROTOCOL_VERSION,
  type Changeset,
  type ConsoleFrame,
} from '@switchboard/protocol'
import { parse } from 'valibot'
import { TestBrowser } from './test-browser.ts'
import { CAROL } from './shapes.ts'

/** The newest `changedSeq` of each entry of the thread and each row, by their names. */
export type Known = Map<string, number>

/** What a browser that watches CAROL's thread and all open rows has to know after these changes. */
export function knownAfter(changesets: readonly Changeset[]): Known {
  const known: Known = new Map()
  for (const changeset of changesets)
    learn(
      known,
      changeset.entries,
      changeset.conversations.map((c) => c.conversation),
    )
  return known
}

function learn(
  known: Known,
  entries: readonly { conversation: string; position: number; changedSeq: number }[],
  conversations: readonly { number: string; changedSeq: number }[],
): void {
  for (const { conversation, position, changedSeq } of entries) {
    if (conversation === CAROL) known.set(`entry ${position}`, changedSeq)
  }
  for (const { number, changedSeq } of conversations) known.set(`row ${number}`, changedSeq)
}

/**
 * A console reduced to what resuming is about: it applies frames, moves its cursor, and comes back with it.
 * It checks at every frame that it was sent all that its cursor says, and nothing that it had.
 */
export class ModelBrowser {
  readonly #url: string
  readonly #history: readonly Changeset[]
  #browser: TestBrowser | undefined
  #framesLeft = Infinity
  #resumedFrom = 0
  cursor: number | null = null
  known: Known = new Map()
  readonly faults: string[] = []

  constructor(url: string, history: readonly Changeset[]) {
    this.#url = url
    this.#history = history
  }

  /** Comes (back), and goes away again after so many frames. */
  connect(framesLeft = Infinity): void {
    this.disconnect()
    this.#framesLeft = framesLeft
    const browser = new TestBrowser(this.#url, { hello: false })
    this.#browser = browser
    browser.socket.on('open', () => {
      const inbox = { view: 'all', status: 'open', floor: null } as const
      const watch = { thread: CAROL, inbox }
      browser.say({ type: 'hello', version: PROTOCOL_VERSION, cursor: this.cursor, watch })
    })
    browser.socket.on('message', (data: Buffer) => {
      if (this.#browser === browser)
        this.#take(parse(consoleFrameSchema, JSON.parse(data.toString())))
    })
  }

  get isConnected(): boolean {
    return this.#browser !== undefined && this.#browser.closeCode === undefined
  }

  disconnect(): void {
    this.#browser?.terminate()
    this.#browser = undefined
  }

  #take(frame: ConsoleFrame): void {
    if (frame.type === 'welcome') this.#welcomed(frame.resumed, frame.seq)
    if (frame.type === 'entries') this.#learn(frame.entries, [])
    if (frame.type === 'conversations') this.#learn([], frame.conversations)
    if ('seq' in frame && frame.type !== 'welcome')
      this.cursor = Math.max(this.cursor ?? 0, frame.seq)
    this.#checkCursor(frame)
    this.#framesLeft -= 1
    if (this.#framesLeft <= 0) this.disconnect()
  }

  /** Without a resume the console reads its pages, which hold what the switchboard holds by then. */
  #welcomed(resumed: boolean, seq: number): void {
    this.#resumedFrom = seq
    if (resumed) return
    this.cursor = seq
    this.known = knownAfter(this.#history)
    this.#resumedFrom = this.#history.length
  }

  #learn(...news: [Parameters<typeof learn>[1], Parameters<typeof learn>[2]]): void {
    const before = new Map(this.known)
    const fresh: Known = new Map()
    learn(fresh, ...news)
    for (const [name, changedSeq] of fresh) {
      if (changedSeq <= this.#resumedFrom) continue
      if (changedSeq <= (before.get(name) ?? 0) && changedSeq <= (this.cursor ?? 0)) {
        this.faults.push(`${name} of ${changedSeq} came again at ${this.cursor}`)
      }
      this.known.set(name, Math.max(changedSeq, this.known.get(name) ?? 0))
    }
  }

  #checkCursor({ type }: ConsoleFrame): void {
    for (const [name, changedSeq] of knownAfter(this.#history.slice(0, this.cursor ?? 0))) {
      if ((this.known.get(name) ?? 0) >= changedSeq) continue
      this.faults.push(`${name} of ${changedSeq} is missing at ${this.cursor} (${type})`)
    }
  }
}

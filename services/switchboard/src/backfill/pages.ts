import type { CarrierMessage, MessageLog } from '../twilio/message-log.ts'
import { oldestFirst } from '../outbox/look-ups.ts'

/** Pages kept in memory between the way back and the way forward; others are read again. */
const PAGES_KEPT = 20

interface Page {
  /** What it is asked for by; null for the newest one. */
  token: string | null
  messages: CarrierMessage[] | undefined
}

export type ReadPage = (token: string | null) => ReturnType<MessageLog['page']>

/**
 * The carrier lists newest first, while a history grows at its end. So this goes back page by page
 * to `since`, then hands the pages out oldest first, each in the order things happened.
 */
export class PagesSince {
  readonly #read: ReadPage
  readonly #since: number
  readonly #pages: Page[] = []

  /** `since`: milliseconds since the epoch; nothing older than it is handed out. */
  constructor(read: ReadPage, since: number) {
    this.#read = read
    this.#since = since
  }

  get length(): number {
    return this.#pages.length
  }

  /** Goes one page further back; false when that was the last one. */
  async goBack(token: string | null): Promise<string | null> {
    const { messages, next } = await this.#read(token)
    const young = messages.filter((message) => this.#isYoung(message))
    this.#pages.push({ token, messages: young })
    this.#forgetOne()
    return young.length < messages.length ? null : next
  }

  /** The newest page is always kept: asked for again it would be another one. */
  #forgetOne(): void {
    const kept = this.#pages.filter(({ token, messages }) => token !== null && messages)
    const [newest] = kept
    if (newest && kept.length > PAGES_KEPT) newest.messages = undefined
  }

  async *forward(): AsyncGenerator<CarrierMessage[], void, undefined> {
    for (let page = this.#pages.pop(); page !== undefined; page = this.#pages.pop()) {
      const messages = page.messages ?? (await this.#read(page.token)).messages
      yield oldestFirst(messages.filter((message) => this.#isYoung(message)))
    }
  }

  #isYoung({ createdAt }: CarrierMessage): boolean {
    return Date.parse(createdAt) >= this.#since
  }
}

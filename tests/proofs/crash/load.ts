import { setTimeout as delay } from 'node:timers/promises'
import { LINE, postWebhook, type TestNetwork } from '@switchboard/dev-env'
import type { Entry } from '@switchboard/protocol'
import type { Random } from '../support/random.ts'

const CUSTOMERS = 6
/** Long enough that tables fill and are compacted. */
const LONG_BODY = 'All work and no play makes a dull text. '.repeat(36)

/** Texts and replies of a few customers, and what was promised about each of them. */
export class Load {
  /** MessageSids that were answered 200. */
  readonly acknowledged = new Set<string>()
  /** Client ids of replies that were answered 202. */
  readonly accepted = new Set<string>()
  readonly #network: TestNetwork
  readonly #random: Random
  #serial = 0

  constructor(network: TestNetwork, random: Random) {
    this.#network = network
    this.#random = random
  }

  /** New customers text and are answered until the signal aborts; resolves when nothing is under way. */
  async run(cycle: number, signal: AbortSignal): Promise<void> {
    const customers = Array.from(
      { length: CUSTOMERS },
      (_, index) => `+1${415_000_0000 + cycle * CUSTOMERS + index}`,
    )
    await Promise.all(customers.map((number) => this.#converse(number, signal)))
  }

  async #converse(number: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const draw = this.#random.next()
      try {
        if (draw < 0.5) await this.#webhook(number)
        else if (draw < 0.7) await this.#network.carrier.text(number, this.#body('in'))
        else await this.#reply(number, signal)
      } catch {
        // The switchboard, or the whole system, is gone; nothing was promised.
      }
      await delay(this.#random.int(0, 30))
    }
  }

  /** Straight through the front door, so that the 200 is seen here; some come twice at once. */
  async #webhook(number: string): Promise<void> {
    const { base, account } = this.#network
    const target = { base, publicUrl: base, authToken: account.authToken }
    const sid = `SM${this.#random.hex(32)}`
    const params = { MessageSid: sid, SmsSid: sid, From: number, To: LINE, Body: this.#body('in') }
    const copies = this.#random.chance(0.1) ? 3 : 1
    const answers = await Promise.allSettled(
      Array.from({ length: copies }, () => postWebhook(target, params)),
    )
    for (const answer of answers)
      if (answer.status === 'fulfilled' && answer.value.status === 200) this.acknowledged.add(sid)
  }

  /** As an integration should: the same id again until there is an answer. */
  async #reply(to: string, signal: AbortSignal): Promise<void> {
    const clientMessageId = `r-${(this.#serial += 1)}`
    const body = `${clientMessageId} ${this.#body('out')}`
    for (let attempt = 0; attempt < 100; attempt += 1) {
      try {
        const { entry } = await this.#network.api<{ entry: Entry }>('/messages', {
          to,
          body,
          clientMessageId,
        })
        if (entry.conversation === to) this.accepted.add(clientMessageId)
        return
      } catch {
        if (signal.aborted && attempt > 3) return
        await delay(50)
      }
    }
  }

  #body(what: string): string {
    const serial = `${what} ${(this.#serial += 1)}`
    return this.#random.chance(0.3) ? `${serial} ${LONG_BODY}` : serial
  }
}

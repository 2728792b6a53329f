import type { OutgoingMessage, SendOutcome, Webhook } from '@switchboard/switchboard/in-process'
import type { DayClock } from './day-clock.ts'
import type { Random } from './random.ts'
import { SECOND } from './times.ts'

/** How often a webhook comes twice, and a reply does not reach its Customer. */
const DOUBLED = 0.01
const UNDELIVERED = 0.01
/** Twilio's: unreachable destination handset. */
const UNREACHABLE = '30003'
const RETRY_MS = 5 * SECOND

export interface CarrierOptions {
  clock: DayClock
  random: Random
  line: string
  receive: (webhook: Webhook) => Promise<string>
  /** A reply has reached its Customer. */
  onDelivered: (customer: string) => void
}

/** Brings texts to the switchboard, again and again until they are acknowledged, and replies to Customers. */
export class Carrier {
  readonly #options: CarrierOptions
  /** Texts by MessageSid: who wrote them. */
  readonly texts = new Map<string, string>()
  /** Those the switchboard acknowledged. */
  readonly acknowledged = new Set<string>()
  /** Answers to webhooks that none should ever get. */
  readonly refused: string[] = []
  /** How often each reply was handed over, by the attempt its callbacks name. */
  readonly handedOver = new Map<string, number>()
  doubled = 0
  #sids = 0

  constructor(options: CarrierOptions) {
    this.#options = options
  }

  /** A Customer texts. */
  text(from: string, body: string): void {
    const { clock, random, line } = this.#options
    const sid = this.#sid()
    this.texts.set(sid, from)
    const params = { MessageSid: sid, From: from, To: line, Body: body, NumMedia: '0' }
    const webhook: Webhook = { kind: 'message', path: '/smswebhook', params }
    this.#post(webhook, () => this.acknowledged.add(sid))
    if (!random.chance(DOUBLED)) return
    this.doubled += 1
    clock.after(random.between(0, 3) * SECOND, () => this.#post(webhook))
  }

  /** Takes a reply over. */
  readonly send = async (message: OutgoingMessage): Promise<SendOutcome> => {
    const { clock, random, onDelivered } = this.#options
    const path = new URL(message.statusCallback)
    this.handedOver.set(path.search, (this.handedOver.get(path.search) ?? 0) + 1)
    const sid = this.#sid()
    const fails = random.chance(UNDELIVERED)
    const status = fails ? 'undelivered' : 'delivered'
    const params = {
      MessageSid: sid,
      MessageStatus: status,
      ...(fails && { ErrorCode: UNREACHABLE }),
    }
    clock.after(random.between(1, 4) * SECOND, () => {
      this.#post({ kind: 'status', path: path.pathname + path.search, params })
      if (!fails) onDelivered(message.to)
    })
    return { kind: 'sent', sid, status: 'queued' }
  }

  #post(webhook: Webhook, onAcknowledged: () => void = () => undefined): void {
    void this.#postUntilTaken(webhook, onAcknowledged)
  }

  async #postUntilTaken(webhook: Webhook, onAcknowledged: () => void): Promise<void> {
    const { clock, receive } = this.#options
    for (;;) {
      try {
        const outcome = await receive(webhook)
        if (outcome === 'quarantined') this.refused.push(`${webhook.kind}: ${outcome}`)
        return onAcknowledged()
      } catch {
        // A 5xx, or nobody there.
        await clock.sleep(RETRY_MS)
      }
    }
  }

  #sid(): string {
    this.#sids += 1
    return `SM${this.#sids.toString(16).padStart(32, '0')}`
  }
}

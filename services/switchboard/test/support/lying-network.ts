import { MemoryStore, type HistoryStore } from '@switchboard/history'
import type { Message } from '@switchboard/protocol'
import { createLogger } from '@switchboard/service'
import { Backfill, type BackfillState } from '../../src/backfill/backfill.ts'
import { Intake } from '../../src/conversations/intake.ts'
import { sendReply } from '../../src/conversations/send-reply.ts'
import { sendAnyway } from '../../src/conversations/unknown-reply.ts'
import { LookUps } from '../../src/outbox/look-ups.ts'
import { Outbox } from '../../src/outbox/outbox.ts'
import { createMessageSender } from '../../src/twilio/message-sender.ts'
import { LyingCarrier, type Fates } from './lying-carrier.ts'
import { LINE, PUBLIC_URL, testConfig } from './start-switchboard.ts'
import { VirtualClock } from './virtual-clock.ts'

const logger = createLogger('switchboard', { level: 'silent' })
const config = testConfig('')
const { outbox, lookUps, backfill } = config

/** Intake, outbox, look-ups and backfill as they are, on a carrier that lies and a clock that is told. */
export class LyingNetwork {
  readonly clock = new VirtualClock()
  readonly store = new MemoryStore({ now: this.clock.now })
  readonly carrier: LyingCarrier
  /** Calls to the carrier for somebody whose STOP was stored before. */
  readonly sentAfterStop: string[] = []
  #life: Life | undefined
  #replies = 0

  constructor(fates: Fates) {
    this.carrier = new LyingCarrier(this.clock, fates, (kind, path, params) => {
      // While no switchboard runs, whatever arrives is lost.
      void this.#life?.intake.receive({ kind, path, params }).catch(() => undefined)
    })
  }

  async open(): Promise<void> {
    await this.store.open()
    await this.boot()
  }

  async boot(): Promise<void> {
    this.#life = new Life(this)
    await this.#life.start()
  }

  /** The process is gone, in the middle of whatever it did. */
  kill(): void {
    this.#life?.kill()
    this.#life = undefined
  }

  /** An Agent answers; a refusal is an answer too. */
  reply(number: string, body: string): void {
    const life = this.#life
    if (life === undefined) return
    this.#replies += 1
    const reply = { number, body, clientMessageId: `reply-${this.#replies}`, mediaUrls: [] }
    const rest = { agent: undefined, lastSeen: undefined, line: undefined }
    life.store
      .transact((transaction) => sendReply(transaction, { ...reply, ...rest }, LINE))
      .catch(() => undefined)
  }

  /** A person looks at the oldest reply that nobody knows of, and decides to send it again. */
  async sendAnyway(number: string): Promise<void> {
    const unknown = (await this.messages(number)).find(({ status }) => status === 'unknown')
    if (unknown === undefined || this.#life === undefined) return
    this.#replies += 1
    const clientMessageId = `reply-${this.#replies}`
    const request = { number, position: unknown.position, clientMessageId, agent: 'ada' }
    void sendAnyway(this.#life, request).catch(() => undefined)
  }

  get backfillState(): BackfillState | undefined {
    return this.#life?.backfill.state
  }

  backfill(): void {
    void this.#life?.backfill.run().catch(() => undefined)
  }

  /** All is well from now on, and all that is owed comes. */
  async settle(): Promise<void> {
    if (this.#life === undefined) await this.boot()
    await this.clock.pass(40 * 60_000)
    this.backfill()
    await this.clock.pass(60_000)
  }

  async messages(number: string): Promise<Message[]> {
    if ((await this.store.conversation(number)) === undefined) return []
    const { entries } = await this.store.entries(number, { limit: 200 })
    return entries.toReversed().filter((entry) => entry.kind === 'message')
  }

  async close(): Promise<void> {
    this.kill()
    await this.store.close()
  }
}

const isOnLine = (): boolean => false

/** One life of the switchboard's process. */
class Life {
  readonly store: HistoryStore
  readonly intake: Intake
  readonly backfill: Backfill
  readonly #clock: ReturnType<VirtualClock['scoped']>
  readonly #outbox: Outbox
  readonly lookUps: LookUps
  readonly config = config
  readonly #killed = new AbortController()

  constructor({ store, clock, carrier, sentAfterStop }: LyingNetwork) {
    this.#clock = clock.scoped()
    this.store = mortal(store, clock, this.#killed.signal)
    const base = { store: this.store, clock: this.#clock, logger, messageLog: carrier.messageLog }
    this.intake = new Intake({ store: this.store, logger, isOnLine })
    this.lookUps = new LookUps({ ...lookUps, ...base })
    const send = createMessageSender(carrier.client)
    this.#outbox = new Outbox({
      ...outbox,
      ...base,
      send: async (message) => {
        if (await wasStopped(store, message.to, clock.now())) sentAfterStop.push(message.to)
        return send(message)
      },
      mediaUrls: async () => [],
      statusCallback: (id) => `${PUBLIC_URL}/smsstatus?id=${id}`,
      onUnknown: (attempt) => this.lookUps.add(attempt),
    })
    this.backfill = new Backfill({ ...backfill, ...base, isOnLine, lines: () => [LINE] })
  }

  async start(): Promise<void> {
    await this.#outbox.start()
    await this.lookUps.start()
    this.backfill.start()
  }

  kill(): void {
    this.#killed.abort()
    this.#clock.stop()
  }
}

/** Whether a STOP that still stands was stored before this moment. */
async function wasStopped(store: HistoryStore, number: string, now: number): Promise<boolean> {
  const conversation = await store.conversation(number)
  if (!conversation?.optedOut) return false
  const { entries } = await store.entries(number, { limit: 200 })
  const stop = entries.find((entry) => entry.kind === 'event' && entry.event === 'opted-out')
  return stop !== undefined && Date.parse(stop.at) < now
}

/** A store as a process sees it: after its end nothing it asks for is done or answered any more. */
function mortal(store: HistoryStore, clock: VirtualClock, killed: AbortSignal): HistoryStore {
  const never = new Promise<never>(() => undefined)
  return new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      if (name === 'follow')
        return (cursor: number, options: { maxBuffered: number; signal: AbortSignal }) =>
          target.follow(cursor, { ...options, signal: AbortSignal.any([options.signal, killed]) })
      return (...args: unknown[]) => {
        if (killed.aborted) return never
        const asked = clock.during(value.apply(target, args) as Promise<unknown>)
        return asked.then(
          (answer) => (killed.aborted ? never : answer),
          (error: unknown) => (killed.aborted ? never : Promise.reject(error as Error)),
        )
      }
    },
  })
}

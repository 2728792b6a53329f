import { setTimeout as delay } from 'node:timers/promises'
import { eventually, type ServiceProcess, type TestNetwork } from '@switchboard/dev-env'
import type { Message } from '@switchboard/protocol'
import type { Random } from '../support/random.ts'
import { Follower } from './follower.ts'
import { Load } from './load.ts'

const GROUP_SHARE = 0.1
const TWICE_SHARE = 0.25
const faultKinds = [
  'slow',
  'answer-lost',
  'error-after-accept',
  'too-many-requests',
  'callback-late',
  'callback-doubled',
  'webhook-duplicate',
]

/** Kills a system under load again and again, and keeps account of what it promised. */
export class CrashRun implements Disposable {
  readonly #network: TestNetwork
  readonly #random: Random
  readonly #load: Load
  readonly #follower: Follower
  readonly #judged = new Set<string>()
  kills = 0

  constructor(network: TestNetwork, random: Random) {
    this.#network = network
    this.#random = random
    this.#load = new Load(network, random)
    this.#follower = new Follower(network.switchboard.base, network.gatewayToken)
  }

  [Symbol.dispose](): void {
    this.#follower.close()
  }

  /** Load, a kill at any moment of it, perhaps another while it starts again, and the account. */
  async cycle(index: number): Promise<string[]> {
    const over = new AbortController()
    await this.#makeTrouble()
    const { acknowledged } = this.#load
    const before = acknowledged.size
    const running = this.#load.run(index, over.signal)
    await eventually('a text is acknowledged', () => acknowledged.size > before)
    await delay(this.#random.int(0, 400))
    if (this.#random.chance(GROUP_SHARE)) await this.#killAll()
    else await this.#killSwitchboard()
    await delay(this.#random.int(0, 100))
    over.abort()
    await running
    return this.#check()
  }

  /**
   * Waits until no reply moves any more, and compares each with the carrier's own count. One that
   * stands behind an unknown one is held back for two minutes; without patience it is let stand.
   */
  async settle({ isPatient }: { isPatient: boolean }): Promise<string[]> {
    const waiting = (): Message[] =>
      this.#unjudged.filter((reply) => !isSettled(reply) && (isPatient || !this.#isHeld(reply)))
    await eventually('no reply waits', () => waiting().length === 0, 180_000)
    const settled = this.#unjudged.filter(isSettled)
    const sent = await this.#carriersCount(settled)
    for (const { clientMessageId } of settled) this.#judged.add(clientMessageId ?? '')
    return settled.flatMap((reply) => judge(reply, sent.get(reply.body) ?? 0))
  }

  figures(): object {
    const statuses = new Map<string, number>()
    for (const { status } of this.#outbound) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    return {
      kills: this.kills,
      seq: this.#follower.seq,
      acknowledged: this.#load.acknowledged.size,
      accepted: this.#load.accepted.size,
      replies: Object.fromEntries(statuses),
    }
  }

  get #outbound(): Message[] {
    return [...this.#follower.messages.values()].filter(({ direction }) => direction === 'outbound')
  }

  get #unjudged(): Message[] {
    return this.#outbound.filter(({ clientMessageId }) => !this.#judged.has(clientMessageId ?? ''))
  }

  #isHeld(reply: Message): boolean {
    return this.#outbound.some(
      ({ conversation, position, status }) =>
        conversation === reply.conversation && position < reply.position && status === 'unknown',
    )
  }

  async #makeTrouble(): Promise<void> {
    if (!this.#random.chance(0.5)) return
    const kind = this.#random.pick(faultKinds)
    await this.#network.carrier
      .fault(kind, { ms: this.#random.int(50, 600) })
      .catch(() => undefined)
  }

  async #killSwitchboard(): Promise<void> {
    const { switchboard } = this.#network
    await this.#kill(switchboard)
    if (this.#random.chance(TWICE_SHARE)) {
      // In the middle of its start: recovery and compaction of the store.
      const started = switchboard.start().catch(() => undefined)
      await delay(this.#random.int(150, 700))
      await this.#kill(switchboard)
      await started
    }
    await switchboard.start()
  }

  async #killAll(): Promise<void> {
    const { simulator, switchboard, gateways, frontDoor } = this.#network
    const all = [simulator, switchboard, ...gateways, frontDoor]
    await Promise.all(all.map((service) => this.#kill(service)))
    await Promise.all(all.map((service) => service.start()))
  }

  async #kill(service: ServiceProcess): Promise<void> {
    this.kills += 1
    await service.kill()
  }

  async #check(): Promise<string[]> {
    const { faults } = this.#follower
    await eventually('the follower has everything', async () => {
      const text = await (await fetch(`${this.#network.switchboard.base}/metrics`)).text()
      const [, seq] = /^switchboard_seq\S* (\d+)/m.exec(text) ?? []
      return faults.length > 0 || this.#follower.seq >= Number(seq)
    })
    const replies = new Set(this.#outbound.map(({ clientMessageId }) => clientMessageId))
    return [
      ...faults,
      ...[...this.#load.acknowledged]
        .filter((sid) => !this.#follower.has(sid))
        .map((sid) => `${sid} was acknowledged and is not stored`),
      ...[...this.#load.accepted]
        .filter((id) => !replies.has(id))
        .map((id) => `${id} was accepted and is not stored`),
    ]
  }

  /** How often the carrier has each text that went out. */
  async #carriersCount(replies: readonly Message[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>()
    const numbers = new Set(replies.map(({ conversation }) => conversation))
    for (const number of numbers)
      for (const { direction, body } of await this.#network.carrier.texts(number))
        if (direction === 'outbound') counts.set(body, (counts.get(body) ?? 0) + 1)
    return counts
  }
}

function isSettled({ status, sid }: Message): boolean {
  return sid !== null || status !== 'pending'
}

function judge({ clientMessageId, status, sid }: Message, times: number): string[] {
  const what = `${clientMessageId} (${status})`
  if (times > 1) return [`${what} was sent ${times} times`]
  if (sid !== null && times === 0) return [`${what} has a SID, and the carrier does not have it`]
  if (sid === null && status !== 'unknown') return [`${what} was neither sent nor is it unknown`]
  return []
}

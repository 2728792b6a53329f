import { readFile } from 'node:fs/promises'
import {
  LINE,
  type ConsoleClient,
  type ServiceProcess,
  type TestNetwork,
} from '@switchboard/dev-env'
import type { Proof } from '../support/proof-size.ts'
import { Random } from '../support/random.ts'
import { sendJunk, type Door } from './junk-frames.ts'
import { sendRaw } from './raw-http.ts'
import { makeRequest, signedText, type Target } from './requests.ts'

const AT_ONCE = 24
/** So many are a socket full of junk frames instead of a request. */
const JUNK_SHARE = 0.04
const TEXT_EVERY = 50
/**
 * Resident memory may grow so much from the second quarter of the run to its last, least to least,
 * since a heap is tidied up late. A leak also meets MAX_HEAP_MB, which ends the process.
 */
const MAX_GROWTH_BYTES = 64 * 1024 * 1024
export const MAX_HEAP_MB = 192
/** The answer of whoever is asked the unanswerable: HTTP versions and transfer codings we do not speak. */
const declared5xx = new Set([501, 505])

/** A system under fire, and everything about it that was not as it should be. */
export class FuzzRun implements AsyncDisposable {
  readonly faults: string[] = []
  readonly #network: TestNetwork
  readonly #proof: Proof
  readonly #pids: Map<ServiceProcess, number | undefined>
  readonly #admin: ConsoleClient
  readonly #memory = new Map<ServiceProcess, number[]>()
  readonly #statuses = new Map<number, number>()

  static async start(network: TestNetwork, proof: Proof): Promise<FuzzRun> {
    return new FuzzRun(network, proof, await network.admin())
  }

  private constructor(network: TestNetwork, proof: Proof, admin: ConsoleClient) {
    this.#network = network
    this.#proof = proof
    this.#admin = admin
    const services = [
      network.switchboard,
      network.frontDoor,
      ...network.gateways,
      network.simulator,
    ]
    this.#pids = new Map(services.map((service) => [service, service.pid]))
  }

  async all(progress: (done: number) => void): Promise<void> {
    let next = 0
    const { count } = this.#proof
    const measureEvery = Math.ceil(count / 100)
    const work = async (): Promise<void> => {
      while (next < count && this.faults.length < 10) {
        const index = (next += 1)
        await this.#one(index)
        if (index % measureEvery === 0) await this.#measure()
        progress(index)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    this.#checkProcesses('the end')
  }

  /** Who grew too much. */
  memoryGrowth(): string[] {
    return [...this.#memory].flatMap(([{ service }, samples]) => {
      const [early, late] = quarters(samples)
      return late - early > MAX_GROWTH_BYTES
        ? [`${service} grew from ${mb(early)} to ${mb(late)}`]
        : []
    })
  }

  figures(): object {
    const memory = [...this.#memory].map(([{ service }, samples]) => {
      const [early, late] = quarters(samples)
      return [service, `${mb(early)} → ${mb(late)}`]
    })
    return {
      answers: Object.fromEntries([...this.#statuses].toSorted(([a], [b]) => a - b)),
      memory: Object.fromEntries(memory) as Record<string, string>,
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#admin[Symbol.asyncDispose]()
  }

  async #one(index: number): Promise<void> {
    const seed = this.#proof.seed + index - 1
    const random = new Random(seed)
    try {
      if (index % TEXT_EVERY === 0) await this.#text(new Random(seed))
      if (random.chance(JUNK_SHARE)) await this.#junk(seed, random)
      else await this.#request(seed, random)
    } catch (error) {
      this.faults.push(`#${index}: ${(error as Error).stack}`)
    }
  }

  async #junk(seed: number, random: Random): Promise<void> {
    await sendJunk(random, this.#door(random))
    this.#checkProcesses(`junk frames, SEED=${seed}`)
  }

  async #request(seed: number, random: Random): Promise<void> {
    const base = this.#base(random)
    const { kind, pieces, whole, halfClose } = makeRequest(random, this.#target)
    const options = { ...(halfClose && { halfClose }), patienceMs: whole ? 15_000 : 700 }
    const { statuses, text } = await sendRaw(portOf(base), pieces, options)
    for (const status of statuses) this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1)
    const what = `${kind}, SEED=${seed} FUZZ_COUNT=1`
    const undeclared = statuses.find((status) => status >= 500 && !declared5xx.has(status))
    if (undeclared !== undefined) this.#fault(what, pieces, text)
    if (whole && statuses.length === 0) this.#fault(`${what} unanswered`, pieces, text)
    const isForUs = !this.#network.gateways.some((gateway) => gateway.base === base)
    if (kind === 'valid' && isForUs && statuses[0] !== 200)
      this.#fault(`${what} refused`, pieces, text)
    if (/\bat \S+ \(|node:internal|node_modules|Error:/.test(text))
      this.#fault(`${what} tells of our inside`, pieces, text)
    this.#checkProcesses(what)
  }

  #fault(what: string, pieces: readonly (string | Buffer)[], answer: string): void {
    const sent = JSON.stringify(pieces.map(String).join('').slice(0, 600))
    this.faults.push(`${what}\nsent: ${sent}\nanswer: ${JSON.stringify(answer.slice(0, 400))}`)
  }

  /** An ordinary text, in the midst of all this. */
  async #text(random: Random): Promise<void> {
    const text = signedText(random, this.#target)
    const { statuses } = await sendRaw(portOf(this.#network.base), [text], { patienceMs: 15_000 })
    if (statuses[0] !== 200) this.faults.push(`an ordinary text was answered ${statuses.join()}`)
  }

  #base(random: Random): string {
    const { base, switchboard, gateways } = this.#network
    if (random.chance(0.1)) return gateways[0]?.base ?? base
    return random.chance(0.5) ? base : switchboard.base
  }

  get #target(): Target {
    const { base, account } = this.#network
    return { publicUrl: base, authToken: account.authToken, line: LINE }
  }

  #door(random: Random): Door {
    const { base, switchboard, gatewayToken } = this.#network
    const session = this.#admin.cookie.split('=')[1] ?? ''
    if (random.chance(0.5)) {
      const headers = { cookie: this.#admin.cookie, origin: base }
      return { url: `${base.replace('http', 'ws')}/agent`, headers, session }
    }
    const headers = { authorization: `Bearer ${gatewayToken}` }
    const at = random.pick([base, switchboard.base])
    return { url: `${at.replace('http', 'ws')}/gateway`, headers, session }
  }

  #checkProcesses(when: string): void {
    for (const [service, pid] of this.#pids) {
      if (service.isStill(pid)) continue
      this.faults.push(`${service.service} ended after ${when}:\n${service.output.slice(-3000)}`)
      this.#pids.delete(service)
    }
  }

  async #measure(): Promise<void> {
    for (const [service, pid] of this.#pids) {
      const bytes = await residentBytes(pid)
      if (bytes !== undefined)
        this.#memory.set(service, [...(this.#memory.get(service) ?? []), bytes])
    }
  }
}

const portOf = (base: string): number => Number(new URL(base).port)
const mb = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

function quarters(samples: readonly number[]): [early: number, late: number] {
  const quarter = Math.floor(samples.length / 4)
  return [least(samples.slice(quarter, 2 * quarter)), least(samples.slice(-quarter))]
}

const least = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : Math.min(...numbers)

/** Undefined where there is no /proc. */
async function residentBytes(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? []
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}

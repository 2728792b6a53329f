import { setTimeout as delay } from 'node:timers/promises'
import { quantilesOf, type Quantiles } from '../statistics.ts'
import { BrowserSocket, MAX_UNKNOWN } from './browser-socket.ts'
import { HttpConnection } from './http-connection.ts'
import { customer, webhookRequests, type WebhookSource } from './webhooks.ts'

export interface OpenLoop {
  /** Where webhooks are posted and browsers connect. */
  base: string
  source: WebhookSource
  /** Messages per second, and for how long; the first `warmUpSeconds` are not counted. */
  rate: number
  seconds: number
  warmUpSeconds: number
  /** One session each; browsers are spread over them. */
  cookies: string[]
  /** Each has its own Customer's thread open, and the inbox of all open Conversations. */
  browsers: number
}

export interface OpenLoopResult {
  /** From the time a text was due to be sent until the frame with it is in the browser that has its thread open, ms. */
  thread: Quantiles
  /** The same until the row of the inbox shows it, in one browser of each session. */
  inbox: Quantiles
  /** From that time to the carrier's answer. */
  answered: Quantiles
  /** Texts whose frame never came though their thread was open, and texts not answered 200. */
  lost: number
  failed: number
  /** What was answered instead, or why nothing was: how often. */
  failures: Record<string, number>
  framesPerBrowser: number
  /** Read from the wire, from the first text on. */
  bytesPerBrowser: number
  /** What this process used of a processor, and what share of one while it sent. */
  driverCpuMs: number
  driverBusy: number
  closedBrowsers: number
}

const CONNECTIONS = 64
const DRAIN_MS = 10_000
const DRAIN_STEP_MS = 100
const MARK = /#(\d+)#/g

/**
 * Sends at fixed times, whatever comes back, and measures from those times: a stall shows in every text
 * that was due meanwhile (no coordinated omission).
 */
export async function runOpenLoop(
  loop: OpenLoop,
  progress: (text: string) => void,
): Promise<OpenLoopResult> {
  const count = Math.round(loop.rate * (loop.seconds + loop.warmUpSeconds))
  const requests = webhookRequests(loop.source, count)
  const run = new OpenLoopRun(loop, count)
  await run.connect(progress)
  progress('sending')
  const cpu = process.cpuUsage()
  const ms = await run.send(requests)
  const driverBusy = cpuMsSince(cpu) / ms
  progress('sent')
  await run.drain()
  const driverCpuMs = cpuMsSince(cpu)
  run.close()
  return { ...run.result(), driverCpuMs, driverBusy }
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

class OpenLoopRun {
  readonly #loop: OpenLoop
  readonly #due: Float64Array
  readonly #inThread: Float64Array
  readonly #inInbox: Float64Array
  readonly #answered: Float64Array
  readonly #browsers: BrowserSocket[] = []
  readonly #connections = new Set<HttpConnection>()
  readonly #waiting: { index: number; request: Buffer }[] = []
  #free: HttpConnection[] = []
  #frames = 0
  #bytesBefore = 0
  #welcomes = 0
  readonly #failures = new Map<string, number>()
  #settled = 0
  readonly #count: number

  constructor(loop: OpenLoop, count: number) {
    this.#loop = loop
    this.#count = count
    this.#due = new Float64Array(count)
    this.#inThread = new Float64Array(count)
    this.#inInbox = new Float64Array(count)
    this.#answered = new Float64Array(count)
  }

  async connect(progress: (text: string) => void): Promise<void> {
    const { base, browsers, cookies, source } = this.#loop
    for (let index = 0; index < browsers; index += 1) {
      const isSample = index < cookies.length
      await until(
        () => this.#welcomes > index - MAX_UNKNOWN,
        60_000,
        'the browsers before are welcome',
      )
      const thread = customer((source.firstNumber ?? 0) + (index % source.numbers))
      this.#browsers.push(
        await BrowserSocket.open({
          base,
          cookie: cookies[index % cookies.length] ?? '',
          watch: { thread, inbox: { view: 'all', status: 'open', floor: null } },
          onFrame: (payload) => this.#onFrame(payload, isSample),
        }),
      )
      if (index % 100 === 99) progress(`${index + 1} browsers connected`)
    }
    await until(() => this.#welcomes >= browsers, 30_000, 'all browsers are welcome')
    for (let index = 0; index < CONNECTIONS; index += 1)
      this.#connections.add(await HttpConnection.open(base))
    this.#free = [...this.#connections]
    this.#bytesBefore = this.#bytes
  }

  /** Resolves when all are sent, with the milliseconds that took. */
  async send(requests: readonly Buffer[]): Promise<number> {
    const startedAt = performance.now() + 50
    requests.forEach(
      (_, index) => (this.#due[index] = startedAt + (index * 1000) / this.#loop.rate),
    )
    for (let next = 0; next < requests.length;) {
      const now = performance.now()
      for (; next < requests.length && (this.#due[next] ?? 0) <= now; next += 1)
        this.#post(next, requests[next] as Buffer)
      await delay(1)
    }
    return performance.now() - startedAt
  }

  /** Until everything arrived, or nothing more has come for a while: late is not lost. */
  async drain(): Promise<void> {
    let missing = NaN
    for (let quietMs = 0; quietMs < DRAIN_MS; quietMs += DRAIN_STEP_MS) {
      const now = this.#lost() + this.#count - this.#settled
      if (now === 0) return
      if (now !== missing) quietMs = 0
      missing = now
      await delay(DRAIN_STEP_MS)
    }
  }

  close(): void {
    for (const browser of this.#browsers) browser.close()
    for (const connection of this.#connections) connection.close()
  }

  get #bytes(): number {
    return this.#browsers.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  result(): Omit<OpenLoopResult, 'driverCpuMs' | 'driverBusy'> {
    if (this.#settled < this.#count)
      this.#failures.set('never settled', this.#count - this.#settled)
    const failures = Object.fromEntries(this.#failures)
    return {
      thread: this.#since(this.#inThread),
      inbox: this.#since(this.#inInbox),
      answered: this.#since(this.#answered),
      lost: this.#lost(),
      failed: Object.values(failures).reduce((sum, times) => sum + times, 0),
      failures,
      framesPerBrowser: this.#frames / this.#browsers.length,
      bytesPerBrowser: (this.#bytes - this.#bytesBefore) / this.#browsers.length,
      closedBrowsers: this.#browsers.filter((browser) => browser.isClosed).length,
    }
  }

  #post(index: number, request: Buffer): void {
    const connection = this.#takeOpen()
    if (!connection) return void this.#waiting.push({ index, request })
    const settle = (answer: string): void => {
      this.#settled += 1
      if (answer === '200') this.#answered[index] = performance.now()
      else this.#failures.set(answer, (this.#failures.get(answer) ?? 0) + 1)
      if (connection.isClosed) this.#replace(connection)
      else this.#release(connection)
    }
    connection.send(request).then(
      (status) => settle(String(status)),
      (error: Error) => settle(error.message),
    )
  }

  /** What was not used for a while the server may have closed, as any client finds out before it sends. */
  #takeOpen(): HttpConnection | undefined {
    for (let next = this.#free.pop(); next; next = this.#free.pop()) {
      if (!next.isClosed) return next
      this.#replace(next)
    }
    return undefined
  }

  #release(connection: HttpConnection): void {
    this.#free.push(connection)
    const next = this.#waiting.shift()
    if (next) this.#post(next.index, next.request)
  }

  /** Opened anew at once, and not when the next text is due: a client keeps some ready. */
  #replace(closed: HttpConnection): void {
    closed.close()
    const opened = (connection: HttpConnection): void => {
      this.#connections.add(connection)
      this.#release(connection)
    }
    this.#connections.delete(closed)
    HttpConnection.open(this.#loop.base).then(opened, () => undefined)
  }

  #onFrame(payload: Buffer, isSample: boolean): void {
    this.#frames += 1
    // {"type":"entries"… · {"type":"conversations"… · {"type":"welcome"…
    const kind = payload[9]
    if (kind === 0x65 && payload[10] === 0x6e) this.#arrived(payload, this.#inThread)
    else if (kind === 0x63 && payload[11] === 0x6e && isSample)
      this.#arrived(payload, this.#inInbox)
    else if (kind === 0x77) this.#welcomes += 1
  }

  #arrived(payload: Buffer, at: Float64Array): void {
    const now = performance.now()
    for (const [, index] of payload.toString('latin1').matchAll(MARK))
      if (at[Number(index)] === 0) at[Number(index)] = now
  }

  /** Only threads that somebody has open can be seen to lose something. */
  #lost(): number {
    const { source, browsers } = this.#loop
    let lost = 0
    for (let index = 0; index < this.#count; index += 1)
      if (index % source.numbers < browsers && this.#inThread[index] === 0) lost += 1
    return lost
  }

  #since(at: Float64Array): Quantiles {
    const first = Math.round(this.#loop.rate * this.#loop.warmUpSeconds)
    const latencies: number[] = []
    for (let index = first; index < at.length; index += 1) {
      const arrivedAt = at[index] ?? 0
      if (arrivedAt > 0) latencies.push(arrivedAt - (this.#due[index] ?? 0))
    }
    return quantilesOf(latencies)
  }
}

export async function until(is: () => boolean, timeoutMs: number, what: string): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!is()) {
    if (performance.now() > deadline) throw new Error(`did not happen in ${timeoutMs} ms: ${what}`)
    await delay(10)
  }
}

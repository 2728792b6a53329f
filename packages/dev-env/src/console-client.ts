import { Channel, Requests, type ConsoleResults } from '@switchboard/channel'
import * as v from 'valibot'
import {
  consoleFrameSchema,
  PROTOCOL_VERSION,
  type Agent,
  type BrowserFrame,
  type ConsoleFrame,
  type OperationInput,
  type OperationName,
  type TimelineEntry,
  type Watch,
} from '@switchboard/protocol'
import { eventually } from './eventually.ts'

/** What a browser tab holds, without the browser: a session, a socket that comes back, a cursor. */
export class ConsoleClient implements AsyncDisposable {
  readonly agent: Agent
  readonly cookie: string
  /** Every frame that came, in order, over all connections. */
  readonly frames: ConsoleFrame[] = []
  readonly #channel: Channel<ConsoleFrame, BrowserFrame>
  readonly #requests: Requests<object, ConsoleResults>
  readonly #base: string
  #watch: Watch = { thread: null, inbox: { view: 'all', status: 'open', floor: null } }
  #cursor: number | null = null
  #history: string | null = null

  private constructor(base: string, agent: Agent, cookie: string) {
    this.agent = agent
    this.cookie = cookie
    this.#base = base
    this.#channel = new Channel<ConsoleFrame, BrowserFrame>({
      url: () => `${base.replace('http', 'ws')}/agent`,
      headers: () => ({ cookie, origin: base }),
      hello: () => ({
        type: 'hello',
        version: PROTOCOL_VERSION,
        cursor: this.#cursor,
        history: this.#history,
        watch: this.#watch,
      }),
      parse: (json) => v.parse(consoleFrameSchema, json),
      backoff: { initialMs: 20, maxMs: 200 },
    })
    this.#requests = new Requests({ send: (frame) => this.#channel.send(frame) })
    this.#channel.onFrame((frame) => this.#onFrame(frame))
    this.#channel.onState((state) => {
      if (state.status !== 'open') this.#requests.disconnected()
    })
  }

  /** Signs in as a person who exists. */
  static signIn(base: string, name: string, password: string): Promise<ConsoleClient> {
    return enter(base, '/session', { name, password }, (...args) => new ConsoleClient(...args))
  }

  /** Becomes the first admin by the one-time link. */
  static welcome(
    base: string,
    token: string,
    name: string,
    password: string,
  ): Promise<ConsoleClient> {
    return enter(
      base,
      '/welcome',
      { token, name, password },
      (...args) => new ConsoleClient(...args),
    )
  }

  get cursor(): number | null {
    return this.#cursor
  }

  /** Resolves when the gateway has welcomed it. */
  async connect(): Promise<this> {
    this.#channel.start()
    await eventually('the gateway welcomes', () =>
      this.frames.some(({ type }) => type === 'welcome'),
    )
    return this
  }

  watch(watch: Partial<Watch>): void {
    this.#watch = { ...this.#watch, ...watch }
    this.#channel.send({ type: 'watch', watch: this.#watch })
  }

  request<K extends OperationName>(op: K, args: OperationInput<K>): Promise<ConsoleResults[K]> {
    return this.#requests.ask(op, args)
  }

  /** Entries of a thread as they came live, each as it stood last, by position. */
  liveEntries(number: string): TimelineEntry[] {
    const byPosition = new Map<number, TimelineEntry>()
    for (const frame of this.frames) {
      if (frame.type !== 'entries' || frame.conversation !== number) continue
      for (const entry of frame.entries) byPosition.set(entry.position, entry)
    }
    return [...byPosition.values()].toSorted((a, b) => a.position - b.position)
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.#base + path, {
      ...init,
      headers: { cookie: this.cookie, origin: this.#base },
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#channel.close()
  }

  #onFrame(frame: ConsoleFrame): void {
    this.frames.push(frame)
    if (frame.type === 'response') return this.#requests.answer(frame)
    if (frame.type === 'welcome' && frame.history !== this.#history) {
      this.#history = frame.history
      this.#cursor = null
    }
    if ('seq' in frame) this.#cursor = Math.max(this.#cursor ?? 0, frame.seq)
  }
}

async function enter(
  base: string,
  path: string,
  body: object,
  make: (base: string, agent: Agent, cookie: string) => ConsoleClient,
): Promise<ConsoleClient> {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  const { agent } = (await response.json()) as { agent: Agent }
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  return make(base, agent, cookie)
}

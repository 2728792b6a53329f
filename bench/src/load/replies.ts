import { quantilesOf, type Quantiles } from '../statistics.ts'
import { BrowserSocket } from './browser-socket.ts'
import { until } from './open-loop.ts'
import { customer } from './webhooks.ts'

export interface Replies {
  base: string
  cookies: string[]
  /** Tabs that each answer a Customer of their own, one reply after the other. */
  agents: number
  repliesEach: number
}

export interface RepliesResult {
  /** Replies per second that were stored. */
  rate: number
  latency: Quantiles
  /** Why replies were refused, each reason once. */
  refusals: string[]
  refused: number
}

export async function runReplies(
  { base, cookies, agents, repliesEach }: Replies,
  progress: (text: string) => void,
): Promise<RepliesResult> {
  const authors = Array.from({ length: agents }, (_, index) => new Author(index))
  for (const author of authors) {
    const cookie = cookies[author.index % cookies.length] ?? ''
    await author.connect(base, cookie)
  }
  await until(() => authors.every((author) => author.isWelcome), 60_000, 'all agents are welcome')
  progress(`${agents} agents write`)
  const startedAt = performance.now()
  await Promise.all(authors.map((author) => author.write(repliesEach)))
  const ms = performance.now() - startedAt
  for (const author of authors) author.close()
  const refusals = authors.flatMap((author) => author.refusals)
  return {
    rate: ((agents * repliesEach - refusals.length) / ms) * 1000,
    latency: quantilesOf(authors.flatMap((author) => author.latencies)),
    refusals: [...new Set(refusals)].slice(0, 3),
    refused: refusals.length,
  }
}

class Author {
  readonly index: number
  readonly latencies: number[] = []
  readonly refusals: string[] = []
  isWelcome = false
  #socket: BrowserSocket | undefined
  #answered: (payload: string) => void = () => undefined

  constructor(index: number) {
    this.index = index
  }

  async connect(base: string, cookie: string): Promise<void> {
    const watch = { thread: customer(this.index), inbox: null }
    this.#socket = await BrowserSocket.open({
      base,
      cookie,
      watch,
      onFrame: (payload) => this.#onFrame(payload),
    })
  }

  async write(count: number): Promise<void> {
    const number = customer(this.index)
    for (let serial = 0; serial < count; serial += 1) {
      const id = `bench-${this.index}-${serial}`
      const args = {
        number,
        body: 'Your parcel is on its way. It arrives tomorrow.',
        clientMessageId: id,
      }
      const sentAt = performance.now()
      this.#socket?.send({ type: 'request', id, op: 'reply', args })
      const answer = await new Promise<string>((resolve) => (this.#answered = resolve))
      this.latencies.push(performance.now() - sentAt)
      const refusal = /"error":\{"code":"(\w+)/.exec(answer)?.[1]
      if (refusal !== undefined) this.refusals.push(refusal)
    }
  }

  close(): void {
    this.#socket?.close()
  }

  #onFrame(payload: Buffer): void {
    if (payload[9] === 0x77) this.isWelcome = true
    // {"type":"response"…
    if (payload[9] === 0x72) this.#answered(payload.toString())
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import { eventually, type TestNetwork } from '@switchboard/dev-env'
import type { Random } from '../support/random.ts'
import { FeedReader } from './feed-reader.ts'
import { ThreadReader } from './thread-reader.ts'
import type { Truth } from './truth.ts'

export interface Stage {
  network: TestNetwork
  truth: Truth
  /** The reader that is never cut off on purpose. */
  reference: FeedReader
  cookie: string
}

const FEED_READERS = 2
const THREAD_READERS = 2

/**
 * One history: a customer's texts and the replies to them, while readers come, go, dawdle and are
 * cut off after any frame. Answers everything that a reader missed, or got twice or out of order.
 */
export async function playHistory(
  { network, truth, reference, cookie }: Stage,
  random: Random,
  number: string,
): Promise<string[]> {
  const { base, gatewayToken, switchboard } = network
  const feeds = Array.from({ length: FEED_READERS }, () => {
    const url = random.pick([base, switchboard.base]).replace('http', 'ws')
    return new FeedReader({ url, token: gatewayToken })
  })
  const threads = Array.from({ length: THREAD_READERS }, () => {
    return new ThreadReader({ url: base.replace('http', 'ws'), cookie, origin: base, number })
  })
  const readers = [...feeds, ...threads]
  try {
    for (let steps = random.int(8, 25); steps > 0; steps -= 1)
      await step(network, random, number, readers)
    for (const reader of readers) reader.connect()
    await arrive(network, number, readers)
    const last = await eventually('the last seq is known', () => lastSeq(network))
    await eventually('all have everything', () =>
      [reference, ...feeds].every((feed) => feed.seq >= last),
    )
    return [
      ...feeds.flatMap((feed) => [...feed.faults, ...differences(feed, truth)]),
      ...threads.flatMap((thread) => thread.check(truth)),
    ]
  } finally {
    for (const reader of readers) reader.disconnect()
    truth.forget(number, 0)
  }
}

async function step(
  network: TestNetwork,
  random: Random,
  number: string,
  readers: readonly (FeedReader | ThreadReader)[],
): Promise<void> {
  const reader = random.pick(readers)
  const draw = random.next()
  if (draw < 0.35) await write(() => network.webhook({ From: number, Body: 'Hello' }))
  else if (draw < 0.5) await write(() => reply(network, number, random))
  else if (draw < 0.75) reader.connect(random.pick([1, 2, 3, 4, 5, 6, 8, 12, Infinity]))
  else if (draw < 0.8) reader.disconnect()
  else if (draw < 0.85) reader.pause(random.int(5, 60))
  else await delay(random.int(0, 12))
}

/** While the switchboard is away nothing is written, and nothing was promised. */
async function write(one: () => Promise<unknown>): Promise<void> {
  await one().catch(() => undefined)
}

function reply(network: TestNetwork, to: string, random: Random): Promise<unknown> {
  return network.api('/messages', { to, body: 'Hello yourself', clientMessageId: random.hex(16) })
}

/** A last text, until it is stored and every thread has it. */
async function arrive(
  network: TestNetwork,
  number: string,
  readers: readonly (FeedReader | ThreadReader)[],
): Promise<void> {
  await eventually('a last text is stored', async () => {
    return (await network.webhook({ From: number, Body: 'Good-bye' })).ok
  })
  const position = await eventually('its position is known', () => lastPosition(network, number))
  await eventually('every thread has it', () =>
    readers.every((reader) => !(reader instanceof ThreadReader) || reader.knows(position)),
  )
}

async function lastPosition(network: TestNetwork, number: string): Promise<number | undefined> {
  const path = `/conversations/${encodeURIComponent(number)}/entries?limit=1`
  const { entries } = await network.api<{ entries: { position: number }[] }>(path)
  return entries[0]?.position
}

async function lastSeq(network: TestNetwork): Promise<number> {
  const { asOf } = await network.api<{ asOf: number }>('/conversations?limit=1')
  return asOf
}

function differences(feed: FeedReader, truth: Truth): string[] {
  return [...feed.got]
    .filter(([seq, digest]) => (truth.digest(seq) ?? digest) !== digest)
    .map(([seq]) => `${seq} was not the same for everybody`)
}

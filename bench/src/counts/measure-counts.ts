import { setTimeout as delay } from 'node:timers/promises'
import { eventually, type TestNetwork } from '@switchboard/dev-env'
import { BrowserSocket } from '../load/browser-socket.ts'
import { HttpConnection } from '../load/http-connection.ts'
import { bodyBytes, customer, webhookRequest, webhookRequests } from '../load/webhooks.ts'
import { metricsOf, storeOperations } from '../measure/metrics.ts'
import { bootSystem, signInFor, sourceOf } from '../system.ts'

/** Counts by name: each what one text, or one change, costs. None depends on the clock. */
export type Counts = Record<string, number>

const NUMBERS = 10
const SEQUENTIAL = 200
const GROUP = 32
const GROUPS = 20
const BROWSERS = 20
/** Of as many Customers, at once: what comes together is compressed together. */
const BURST = 100
/** More than the gateway's 250 ms, after which a change is told to everybody at once. */
const PAUSE_MS = 400

/** A fixed schedule of texts, one after the other and then in groups, with browsers that look on. */
export async function measureCounts(tell: (text: string) => void): Promise<Counts> {
  await using network = await bootSystem()
  tell('the system is up')
  // Nobody is on line while store work is counted, so that routing has nothing to do.
  const store = await countStore(network, tell)
  const cookies = await signInFor(network, BROWSERS)
  const frames = await countFrames(network, cookies)
  return { ...store, ...frames }
}

async function countStore(network: TestNetwork, tell: (text: string) => void): Promise<Counts> {
  const { switchboard } = network
  await eventually('the first backfill is over', async () => {
    const metrics = await metricsOf(switchboard)
    return metrics.get('switchboard_backfill_runs_total{outcome="done"}') ?? 0
  })
  const connections = await Promise.all(
    Array.from({ length: GROUP }, () => HttpConnection.open(switchboard.base)),
  )
  const post = async (connection: number, request: Buffer | undefined): Promise<void> => {
    const status = request && (await connections[connection]?.send(request))
    if (status !== 200) throw new Error(`a text was answered ${status}`)
  }
  const sourceFor = (seed: string) => sourceOf(network, { numbers: NUMBERS, seed })

  for (const request of webhookRequests(sourceFor('first'), NUMBERS)) await post(0, request)
  const texts = webhookRequests(sourceFor('sequential'), SEQUENTIAL)
  const before = await storeOperations(switchboard)
  for (const request of texts) await post(0, request)
  const between = await storeOperations(switchboard)
  tell(`${SEQUENTIAL} texts one after the other`)
  const grouped = webhookRequests(sourceFor('groups'), GROUP * GROUPS)
  for (let group = 0; group < GROUPS; group += 1) {
    const requests = grouped.slice(group * GROUP, (group + 1) * GROUP)
    await Promise.all(requests.map((request, index) => post(index, request)))
  }
  const after = await storeOperations(switchboard)
  tell(`${GROUPS} groups of ${GROUP} texts at once`)
  for (const connection of connections) connection.close()

  const bytes = texts.reduce((sum, request) => sum + bodyBytes(request), 0)
  const each = (operation: keyof typeof before): number =>
    (between[operation] - before[operation]) / SEQUENTIAL
  return {
    'store: batches per text, one after the other': each('batch'),
    'store: keys written per text': each('write'),
    'store: single reads per text': each('get'),
    'store: ranges read per text': each('scan'),
    'store: bytes written per byte of the body':
      (between['written-byte'] - before['written-byte']) / bytes,
    'store: batches per text, 32 at once': (after.batch - between.batch) / (GROUP * GROUPS),
    'store: keys written per text, 32 at once': (after.write - between.write) / (GROUP * GROUPS),
  }
}

/** Every browser has the same thread and the inbox open; one text after the other, each after a pause and seen by all. */
async function countFrames(network: TestNetwork, cookies: readonly string[]): Promise<Counts> {
  const { base, gateways } = network
  const [gateway] = gateways
  if (!gateway) throw new Error('there is no gateway')
  const seen = { entries: 0, conversations: 0, welcome: 0, bytes: 0, all: 0 }
  const onFrame = (payload: Buffer): void => {
    seen.all += payload.length
    const type = /^\{"type":"(\w+)"/.exec(payload.toString('latin1', 0, 40))?.[1]
    if (type === 'welcome') seen.welcome += 1
    if (type !== 'entries' && type !== 'conversations') return
    seen[type] += 1
    seen.bytes += payload.length
  }
  const browsers: BrowserSocket[] = []
  for (let index = 0; index < BROWSERS; index += 1) {
    const watch = {
      thread: customer(0),
      inbox: { view: 'all' as const, status: 'open' as const, floor: null },
    }
    const cookie = cookies[index % cookies.length] ?? ''
    browsers.push(await BrowserSocket.open({ base, cookie, watch, onFrame }))
  }
  await eventually('all browsers are welcome', () => seen.welcome === BROWSERS)
  const connection = await HttpConnection.open(network.switchboard.base)
  const source = sourceOf(network, { numbers: 1, seed: 'frames' })
  const send = async (index: number): Promise<void> => {
    // What comes in quick succession comes in rounds, and how many there are is the clock's.
    await delay(PAUSE_MS)
    const entries = seen.entries
    await connection.send(webhookRequest(source, index))
    await eventually('every browser has it', () => seen.entries >= entries + BROWSERS)
  }
  // Routing hands out what waited; that is over when nothing moves any more.
  await send(0)
  await atRest(() => seen.entries + seen.conversations)
  const before = { ...seen, encoded: await encodedBy(gateway) }
  const texts = 50
  for (let index = 1; index <= texts; index += 1) await send(index)
  await atRest(() => seen.entries + seen.conversations)
  const encoded = (await encodedBy(gateway)) - before.encoded
  const after = { ...seen }
  const onWire = (): number => browsers.reduce((sum, { bytes }) => sum + bytes, 0)
  const wireBefore = onWire()
  const burst = webhookRequests(
    sourceOf(network, { numbers: BURST, firstNumber: NUMBERS, seed: 'burst' }),
    BURST,
  )
  await postAll(network, burst)
  await atRest(() => seen.all)
  const wire = onWire() - wireBefore
  for (const browser of browsers) browser.close()
  connection.close()
  return {
    'gateway: frames encoded per change, 20 browsers': encoded / texts,
    'gateway: entries frames per change and browser':
      (after.entries - before.entries) / texts / BROWSERS,
    'gateway: inbox frames per change and browser':
      (after.conversations - before.conversations) / texts / BROWSERS,
    'gateway: bytes per change and browser': (after.bytes - before.bytes) / texts / BROWSERS,
    'gateway: bytes on the wire per byte, 100 texts at once': wire / (seen.all - after.all),
  }
}

/** Each over a connection of its own. */
async function postAll(network: TestNetwork, requests: readonly Buffer[]): Promise<void> {
  const post = async (request: Buffer): Promise<void> => {
    const connection = await HttpConnection.open(network.switchboard.base)
    const status = await connection.send(request)
    connection.close()
    if (status !== 200) throw new Error(`a text was answered ${status}`)
  }
  await Promise.all(requests.map(post))
}

async function encodedBy(gateway: Parameters<typeof metricsOf>[0]): Promise<number> {
  return (await metricsOf(gateway)).get('gateway_encoded_frames') ?? NaN
}

/** Until a count has stood still for half a second. */
async function atRest(count: () => number): Promise<void> {
  let last = NaN
  let since = 0
  await eventually('nothing moves any more', () => {
    if (count() !== last) {
      last = count()
      since = performance.now()
    }
    return performance.now() - since > 500
  })
}

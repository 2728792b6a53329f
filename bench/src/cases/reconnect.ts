import { eventually, type TestNetwork } from '@switchboard/dev-env'
import { PROTOCOL_VERSION } from '@switchboard/protocol'
import { WebSocket } from 'ws'
import type { Bench, BenchCase } from '../case.ts'
import { runTask } from '../load/run-task.ts'
import { metricsOf } from '../measure/metrics.ts'
import { bootSystem, historyFolder, sourceOf } from '../system.ts'
import { longHistory } from './histories.ts'

/** Catching up: the feed as a gateway reads it, and a real gateway that was stopped meanwhile. */
export const reconnect: BenchCase = {
  name: 'reconnect',
  about: 'a gateway that comes back 1, 10,000 and 1,000,000 changesets behind',
  async run(bench) {
    await using folder = await historyFolder(bench, longHistory(bench))
    await using network = await bootSystem({ dataDir: folder.path })
    const sizes = bench.size([1, 10_000, 1_000_000], [1, 10_000])
    for (const behind of sizes) {
      for (let round = 0; round < (behind > 100_000 ? 2 : bench.size(5, 3)); round += 1) {
        const ms = await readFeed(network, behind)
        bench.record(`the feed, ${behind.toLocaleString('en')} behind`, 's', ms / 1000)
      }
    }
    for (let round = 0; round < bench.size(3, 1); round += 1) await stall(bench, network, round)
  },
}

/** From the connection until the newest changeset is there. */
async function readFeed(network: TestNetwork, behind: number): Promise<number> {
  const { switchboard, gatewayToken } = network
  const seq = (await metricsOf(switchboard)).get('switchboard_seq') ?? 0
  const headers = { authorization: `Bearer ${gatewayToken}` }
  const startedAt = performance.now()
  const socket = new WebSocket(`${switchboard.base.replace('http', 'ws')}/gateway`, {
    headers,
    perMessageDeflate: false,
  })
  const newest = Buffer.from(`"changeset":{"seq":${seq},`)
  const hello = { type: 'hello', version: PROTOCOL_VERSION, gateway: 'bench', cursor: seq - behind }
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify(hello)))
    socket.on('message', (data: Buffer) => {
      if (data.subarray(0, 80).includes(newest)) resolve()
    })
    socket.on('error', reject)
    socket.on('close', (code) => reject(new Error(`the feed was closed with ${code}`)))
  })
  const ms = performance.now() - startedAt
  socket.terminate()
  return ms
}

/** SIGSTOP holds a gateway up for as long as texts come; the feed's bound may cut it off meanwhile. */
async function stall(bench: Bench, network: TestNetwork, round: number): Promise<void> {
  const behind = 10_000
  const [gateway] = network.gateways
  if (gateway?.pid === undefined) throw new Error('the gateway is not running')
  process.kill(gateway.pid, 'SIGSTOP')
  try {
    const source = sourceOf(network, { numbers: 1000, seed: `stall ${round}` })
    await runTask('closed-loop', {
      base: network.switchboard.base,
      source,
      connections: 64,
      count: behind,
    })
  } finally {
    process.kill(gateway.pid, 'SIGCONT')
  }
  const startedAt = performance.now()
  const seq = (await metricsOf(network.switchboard)).get('switchboard_seq') ?? NaN
  await eventually('the gateway has caught up', async () => {
    return ((await metricsOf(gateway)).get('gateway_delivered_seq') ?? 0) >= seq
  })
  bench.record(
    `a gateway that stood still for ${behind.toLocaleString('en')} texts, live again`,
    's',
    (performance.now() - startedAt) / 1000,
  )
}

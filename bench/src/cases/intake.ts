import type { TestNetwork } from '@switchboard/dev-env'
import { BareServer, bareServers } from '../bare/bare-server.ts'
import type { Bench, BenchCase } from '../case.ts'
import type { LoadResult } from '../load/closed-loop.ts'
import { runTask } from '../load/run-task.ts'
import { metricsOf, storeOperations } from '../measure/metrics.ts'
import { figuresOf } from '../measure/process.ts'
import { writeFlameGraphs, profileArgv } from '../profile/profile.ts'
import { bootSystem, sourceOf } from '../system.ts'

const MANY = 1000
const RUNS = [
  { connections: 1, numbers: MANY, share: 0.1 },
  { connections: 32, numbers: MANY, share: 1 },
  { connections: 128, numbers: MANY, share: 1 },
  { connections: 32, numbers: 1, share: 1 },
  { connections: 128, numbers: 1, share: 1 },
] as const
type Run = (typeof RUNS)[number]

interface Target {
  name: string
  base: string
  pid: number | undefined
}

/** Signed texts in, 200 out. */
export const intake: BenchCase = {
  name: 'intake',
  about: 'webhooks per second at 1, 32 and 128 connections, from 1,000 numbers and from one',
  async run(bench) {
    const { profile } = bench.options
    await using network = await bootSystem(profile ? { switchboardArgv: profileArgv() } : {})
    await warmUp(network, bench)
    await runAll(bench, network)
    if (!profile) return
    await network.switchboard.stop()
    for (const file of await writeFlameGraphs('intake')) bench.remark(`flame graph: ${file}`)
  },
}

async function runAll(bench: Bench, network: TestNetwork): Promise<void> {
  await using bare = await startBare(bench)
  const { switchboard } = network
  const ours = { name: 'switchboard', base: switchboard.base, pid: switchboard.pid }
  const rounds = bench.options.againstBare ? bench.options.pairs : bench.size(5, 3)
  for (let round = 0; round < rounds; round += 1) {
    for (const run of RUNS) {
      // Now one first, now the other: neither has always the warmer machine.
      // A bare server does not know one number from another.
      const others = run.numbers === 1 ? [] : bare.servers
      const targets = round % 2 === 0 ? [ours, ...others] : [...others, ours]
      const rates = new Map<string, number>()
      for (const target of targets)
        rates.set(target.name, await measure(bench, network, target, run, round))
      for (const { name } of others) {
        const ratio = (rates.get('switchboard') ?? NaN) / (rates.get(name) ?? NaN)
        bench.record(`${labelOf(run)} ÷ bare ${name}`, '×', ratio)
      }
    }
    recordOneNumber(bench, round)
  }
}

async function startBare(bench: Bench): Promise<AsyncDisposable & { servers: BareServer[] }> {
  const names = bench.options.againstBare ? bareServers : []
  const servers = await Promise.all(names.map((name) => BareServer.start(name)))
  return {
    servers,
    [Symbol.asyncDispose]: async () => {
      for (const server of servers) await server[Symbol.asyncDispose]()
    },
  }
}

const labelOf = ({ connections, numbers }: Run): string =>
  `${connections} connections, ${numbers === 1 ? 'one number' : '1,000 numbers'}`

async function measure(
  bench: Bench,
  network: TestNetwork,
  target: Target,
  run: Run,
  round: number,
): Promise<number> {
  const isOurs = target.name === 'switchboard'
  const count = Math.max(200, Math.round(bench.size(20_000, 2000) * run.share))
  const seed = `intake ${round} ${labelOf(run)}`
  const before = figuresOf(target.pid)
  const stored = isOurs ? await storedBy(network) : 0
  const operations = isOurs ? await storeOperations(network.switchboard) : undefined
  const result = await runTask('closed-loop', {
    base: target.base,
    source: sourceOf(network, { numbers: run.numbers, seed }),
    connections: run.connections,
    count,
  })
  const after = figuresOf(target.pid)
  const label = isOurs ? labelOf(run) : `${labelOf(run)}, bare ${target.name}`
  bench.record(label, '/s', result.rate)
  bench.record(
    `${label}: CPU of the server`,
    'µs each',
    ((after.cpuMs - before.cpuMs) * 1000) / count,
  )
  bench.record(`${label}: p99`, 'ms', result.latency.p99)
  tellOfDriver(bench, label, result)
  if (operations) {
    const written = after.writtenBytes - before.writtenBytes
    bench.record(`${label}: bytes to disk ÷ body`, '×', written / count / result.meanBodyBytes)
    bench.record(`${label}: not stored`, 'texts', count - ((await storedBy(network)) - stored))
    const { batch } = await storeOperations(network.switchboard)
    bench.record(`${label}: batches each`, '', (batch - operations.batch) / count)
  }
  return result.rate
}

function tellOfDriver(bench: Bench, label: string, { rate, failed, driverBusy }: LoadResult): void {
  bench.tell(`${label}: ${Math.round(rate)}/s (driver ${Math.round(driverBusy * 100)} % of a core)`)
  if (failed > 0) bench.remark(`${label}: ${failed} were not answered 200`)
  if (driverBusy > 0.9) bench.remark(`${label}: the driver was the bottleneck`)
}

function recordOneNumber(bench: Bench, round: number): void {
  for (const connections of [32, 128]) {
    const rate = (numbers: string): number =>
      bench.figures.find(({ what }) => what === `${connections} connections, ${numbers}`)?.samples[
        round
      ] ?? NaN
    bench.record(
      `${connections} connections, one number ÷ 1,000 numbers`,
      '×',
      rate('one number') / rate('1,000 numbers'),
    )
  }
}

async function storedBy({ switchboard }: TestNetwork): Promise<number> {
  const metrics = await metricsOf(switchboard)
  return metrics.get('switchboard_webhooks_total{outcome="stored"}') ?? 0
}

async function warmUp(network: TestNetwork, bench: Bench): Promise<void> {
  bench.tell('warming up')
  await runTask('closed-loop', {
    base: network.switchboard.base,
    source: sourceOf(network, { numbers: MANY, seed: 'warm-up' }),
    connections: 32,
    count: bench.size(10_000, 2000),
  })
}

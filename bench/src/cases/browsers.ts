import { setTimeout as delay } from 'node:timers/promises'
import type { ServiceProcess } from '@switchboard/dev-env'
import type { BenchCase } from '../case.ts'
import { runTask } from '../load/run-task.ts'
import { metricsOf } from '../measure/metrics.ts'
import { figuresOf } from '../measure/process.ts'
import { bootSystem, signInFor } from '../system.ts'

/** A gateway that collects its garbage when it is told to: what is not collected yet is nobody's. */
const collectsWhenTold = [
  '--expose-gc',
  '--import',
  'data:text/javascript,process.on("SIGUSR2",()=>globalThis.gc())',
]

/** What a connected browser costs a gateway. */
export const browsers: BenchCase = {
  name: 'browsers',
  about: "a gateway's memory per connected browser",
  async run(bench) {
    const count = bench.size(1000, 300)
    await using network = await bootSystem({ gatewayArgv: collectsWhenTold })
    const cookies = await signInFor(network, count)
    const [gateway] = network.gateways
    if (!gateway) throw new Error('there is no gateway')
    // The first ones also pay for what is compiled and grown once.
    await runTask('idle-browsers', { base: network.base, cookies, count, stayMs: 1000 })
    for (let round = 0; round < bench.size(3, 1); round += 1) {
      await delay(bench.size(5000, 500))
      const before = await memoryOf(gateway)
      const there = signal()
      const stay = { base: network.base, cookies, count, stayMs: bench.size(20_000, 3000) }
      const gone = runTask('idle-browsers', stay, () => there.resolve())
      await there.promise
      await delay(bench.size(10_000, 500))
      const after = await memoryOf(gateway)
      bench.record('heap and buffers per browser', 'KB', (after.heap - before.heap) / count / 1024)
      bench.record('resident per browser', 'KB', (after.rss - before.rss) / count / 1024)
      const { closed } = await gone
      if (closed > 0) bench.remark(`${closed} browsers were cut off`)
    }
  },
}

async function memoryOf(gateway: ServiceProcess): Promise<{ heap: number; rss: number }> {
  if (gateway.pid === undefined) throw new Error('the gateway is gone')
  process.kill(gateway.pid, 'SIGUSR2')
  await delay(1000)
  const metrics = await metricsOf(gateway)
  const used = metrics.get('nodejs_heap_size_used_bytes') ?? NaN
  const heap = used + (metrics.get('nodejs_external_memory_bytes') ?? 0)
  return { heap, rss: figuresOf(gateway.pid).rss }
}

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve }
}

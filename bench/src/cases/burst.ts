import type { BenchCase } from '../case.ts'
import { runTask } from '../load/run-task.ts'
import { metricsOf } from '../measure/metrics.ts'
import { bootSystem, sourceOf } from '../system.ts'

/** What happens when a television spot ends. */
export const burst: BenchCase = {
  name: 'burst',
  about: '5,000 webhooks at once through the front door, each over a connection of its own',
  async run(bench) {
    const count = 5000
    await using network = await bootSystem()
    for (let round = 0; round < bench.size(3, 1); round += 1) {
      const source = sourceOf(network, { numbers: 1000, seed: `burst ${round}` })
      const { latency, failed } = await runTask('burst', { base: network.base, source, count })
      const metrics = await metricsOf(network.switchboard)
      const stored = metrics.get('switchboard_webhooks_total{outcome="stored"}') ?? 0
      bench.record('the last one answered', 's', latency.max / 1000)
      bench.record('half of them answered', 's', latency.p50 / 1000)
      bench.record('not answered 200', 'texts', failed)
      bench.record('not stored', 'texts', count * (round + 1) - stored)
    }
  },
}

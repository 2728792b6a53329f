import { setTimeout as delay } from 'node:timers/promises'
import type { BenchCase } from '../case.ts'
import { runTask } from '../load/run-task.ts'
import { metricsOf } from '../measure/metrics.ts'
import { bootSystem, signInFor } from '../system.ts'

/** Agents answer, each a Customer of their own; the simulator is the carrier. */
export const replies: BenchCase = {
  name: 'replies',
  about: "1,000 agents' replies a second: stored, and handed to the carrier",
  async run(bench) {
    const agents = bench.size(1000, 100)
    const repliesEach = bench.size(5, 3)
    await using network = await bootSystem({ gateways: 2 })
    const cookies = await signInFor(network, agents)
    let startedAt = NaN
    const load = { base: network.base, cookies, agents, repliesEach }
    const result = await runTask('replies', load, (text) => {
      startedAt = performance.now()
      bench.tell(text)
    })
    bench.record('stored', '/s', result.rate)
    bench.record('answered p50', 'ms', result.latency.p50)
    bench.record('answered p99', 'ms', result.latency.p99)
    bench.record('refused', 'replies', result.refused)
    if (result.refused > 0) bench.remark(`refused with ${result.refusals.join(', ')}`)
    const sent = await sentOf(network.switchboard, agents * repliesEach - result.refused)
    bench.record('handed to the carrier', '/s', sent / ((performance.now() - startedAt) / 1000))
  },
}

/** Waits until all are sent, or for no longer than a minute without one more. */
async function sentOf(
  switchboard: Parameters<typeof metricsOf>[0],
  expected: number,
): Promise<number> {
  const name = 'switchboard_send_attempts_total{outcome="sent"}'
  let sent = 0
  for (let idle = 0; idle < 600 && sent < expected; idle += 1) {
    const now = (await metricsOf(switchboard)).get(name) ?? 0
    if (now > sent) idle = 0
    sent = now
    await delay(100)
  }
  return sent
}

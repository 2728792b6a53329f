import type { Bench, BenchCase } from '../case.ts'
import type { OpenLoopResult } from '../load/open-loop.ts'
import { runTask } from '../load/run-task.ts'
import { cpuSince } from '../measure/cpu.ts'
import { profileArgv, writeFlameGraphs } from '../profile/profile.ts'
import { bootSystem, signInFor, sourceOf } from '../system.ts'

interface Setting {
  rate: number
  gateways: number
  browsers: number
}

/** The goal says 200 browsers: all in all, or, harder, for each of two gateways. Both are taken, first of all. */
const goal: Setting = { rate: 500, gateways: 2, browsers: 200 }
const harder: Setting = { ...goal, browsers: 400 }
const full: Setting[] = [
  goal,
  harder,
  ...[100, 1000].map((rate) => ({ ...goal, rate })),
  ...[100, 500, 1000].map((rate) => ({ rate, gateways: 1, browsers: 10 })),
  ...[200, 1000].map((browsers) => ({ rate: 100, gateways: 1, browsers })),
  ...[10, 50].map((gateways) => ({ rate: 100, gateways, browsers: 200 })),
]
const quick: Setting[] = [goal]

export const labelOf = ({ rate, gateways, browsers }: Setting): string =>
  `${rate}/s, ${gateways} gateway${gateways > 1 ? 's' : ''}, ${browsers} browsers`

/** A text that was due to be sent until it is in the browsers. */
export const endToEnd: BenchCase = {
  name: 'end-to-end',
  about: 'webhook to browser frame at fixed rates, with 1–50 gateways and 10–1,000 browsers',
  async run(bench) {
    for (const setting of bench.size(full, quick)) {
      await measure(bench, setting)
      if (!bench.options.profile) continue
      for (const file of await writeFlameGraphs('end-to-end')) bench.remark(`flame graph: ${file}`)
      return
    }
  },
}

async function measure(bench: Bench, setting: Setting): Promise<void> {
  const { rate, gateways, browsers } = setting
  const label = labelOf(setting)
  bench.tell(`${label}: booting`)
  const argv = bench.options.profile ? profileArgv() : []
  await using network = await bootSystem({
    gateways,
    switchboardArgv: argv,
    gatewayArgv: argv,
    frontDoorArgv: argv,
  })
  const cookies = await signInFor(network, browsers)
  const seconds = { seconds: bench.size(20, 5), warmUpSeconds: bench.size(5, 2) }
  const texts = rate * (seconds.seconds + seconds.warmUpSeconds)
  for (let round = 0; round < bench.size(3, 1); round += 1) {
    let used = cpuSince(network)
    const result = await runTask(
      'open-loop',
      {
        base: network.base,
        source: sourceOf(network, { numbers: browsers, seed: `${label} ${round}` }),
        rate,
        ...seconds,
        cookies,
        browsers,
      },
      (text) => {
        if (text === 'sending') used = cpuSince(network)
        bench.tell(`${label}: ${text}`)
      },
    )
    for (const [service, ms] of Object.entries(used()))
      bench.record(`${label}: CPU for a text, ${service}`, 'ms', ms / texts)
    bench.record(`${label}: CPU for a text, driver`, 'ms', result.driverCpuMs / texts)
    bench.record(`${label}: read by a browser for a text`, 'bytes', result.bytesPerBrowser / texts)
    report(bench, label, result)
  }
}

function report(bench: Bench, label: string, result: OpenLoopResult): void {
  for (const at of ['p50', 'p95', 'p99'] as const) {
    bench.record(`${label}: thread ${at}`, 'ms', result.thread[at])
    bench.record(`${label}: inbox ${at}`, 'ms', result.inbox[at])
  }
  bench.record(`${label}: answered p99`, 'ms', result.answered.p99)
  bench.record(`${label}: lost`, 'texts', result.lost)
  bench.record(`${label}: not answered 200`, 'texts', result.failed)
  remarkFailures(bench, label, result)
  bench.tell(
    `${label}: p50 ${result.thread.p50.toFixed(1)} ms, p99 ${result.thread.p99.toFixed(1)} ms, ` +
      `driver ${Math.round(result.driverBusy * 100)} % of a core`,
  )
  if (result.driverBusy > 0.9) bench.remark(`${label}: the driver was the bottleneck`)
  if (result.closedBrowsers > 0)
    bench.remark(`${label}: ${result.closedBrowsers} browsers were cut off as too slow`)
}

/** A text that was not taken says why, or nobody finds out later. */
export function remarkFailures(bench: Bench, when: string, { failures }: OpenLoopResult): void {
  for (const [answer, times] of Object.entries(failures))
    bench.remark(`${when}: ${times} not answered 200 but: ${answer}`)
}

import type { BenchCase } from '../case.ts'
import { remarkFailures } from './end-to-end.ts'
import { runTask } from '../load/run-task.ts'
import { figuresOf } from '../measure/process.ts'
import { bootSystem, signInFor, sourceOf } from '../system.ts'

const RATE = 500
const SLICE_SECONDS = 60

/** An hour, or `--seconds`, at 500 messages a second: memory has to stay flat. */
export const soak: BenchCase = {
  name: 'soak',
  about: '500 messages a second for an hour (--seconds N): memory over time; only by name',
  onlyByName: true,
  async run(bench) {
    await using network = await bootSystem()
    const cookies = await signInFor(network, 10)
    const slice = Math.min(SLICE_SECONDS, bench.options.seconds)
    const memory: { switchboard: number; gateway: number }[] = []
    for (let done = 0; done < bench.options.seconds; done += slice) {
      const source = sourceOf(network, { numbers: 1000, seed: `soak ${done}` })
      const load = {
        base: network.base,
        source,
        rate: RATE,
        seconds: slice,
        warmUpSeconds: 0,
        cookies,
        browsers: 10,
      }
      const result = await runTask('open-loop', load)
      const switchboard = figuresOf(network.switchboard.pid).rss / 2 ** 20
      const gateway = figuresOf(network.gateways[0]?.pid).rss / 2 ** 20
      memory.push({ switchboard, gateway })
      bench.record('memory of the switchboard', 'MB', switchboard)
      bench.record('memory of the gateway', 'MB', gateway)
      bench.record('thread p99', 'ms', result.thread.p99)
      bench.record('lost', 'texts', result.lost)
      bench.record('not answered 200', 'texts', result.failed)
      remarkFailures(bench, `${done} s`, result)
      bench.tell(
        `${done + slice} s: switchboard ${switchboard.toFixed(0)} MB, gateway ${gateway.toFixed(0)} MB, p99 ${result.thread.p99.toFixed(1)} ms`,
      )
    }
    // Growth from the first quarter, when everything is warm, to the last.
    const quarter = Math.max(1, Math.floor(memory.length / 4))
    const mean = (part: typeof memory): number =>
      part.reduce((sum, one) => sum + one.switchboard + one.gateway, 0) / part.length
    bench.record(
      'memory: last quarter ÷ second',
      '×',
      mean(memory.slice(-quarter)) /
        mean(
          memory.slice(quarter, 2 * quarter).length > 0
            ? memory.slice(quarter, 2 * quarter)
            : memory,
        ),
    )
  },
}

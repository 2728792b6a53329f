import type { TestNetwork } from '@switchboard/dev-env'
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
    const memory: Memory[] = []
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
      const now = memoryOf(network)
      memory.push(now)
      for (const [what, mb] of Object.entries(now)) bench.record(`memory: ${what}`, 'MB', mb)
      bench.record('thread p99', 'ms', result.thread.p99)
      bench.record('lost', 'texts', result.lost)
      bench.record('not answered 200', 'texts', result.failed)
      remarkFailures(bench, `${done} s`, result)
      const { switchboard, mapped, gateway } = now
      bench.tell(
        `${done + slice} s: switchboard ${switchboard.toFixed(0)} MB and ${mapped.toFixed(0)} MB of tables, ` +
          `gateway ${gateway.toFixed(0)} MB, p99 ${result.thread.p99.toFixed(1)} ms`,
      )
    }
    bench.record('memory: last quarter ÷ second', '×', growthOf(memory))
  },
}

interface Memory {
  /** MB, without what is mapped from files. */
  switchboard: number
  gateway: number
  /** Of the switchboard, the tables of its store that are mapped: as many as LevelDB keeps open, 1,000. */
  mapped: number
}

function memoryOf({ switchboard, gateways }: TestNetwork): Memory {
  const own = figuresOf(switchboard.pid)
  const other = figuresOf(gateways[0]?.pid)
  return {
    switchboard: (own.rss - own.mapped) / 2 ** 20,
    gateway: (other.rss - other.mapped) / 2 ** 20,
    mapped: own.mapped / 2 ** 20,
  }
}

/** From the second quarter, when everything is warm, to the last. */
function growthOf(memory: readonly Memory[]): number {
  const quarter = Math.max(1, Math.floor(memory.length / 4))
  const warm = memory.slice(quarter, 2 * quarter)
  const mean = (part: readonly Memory[]): number =>
    part.reduce((sum, one) => sum + one.switchboard + one.gateway, 0) / part.length
  return mean(memory.slice(-quarter)) / mean(warm.length > 0 ? warm : memory)
}

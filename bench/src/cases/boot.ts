import type { Bench, BenchCase } from '../case.ts'
import { figuresOf } from '../measure/process.ts'
import { bootSystem, historyFolder, type History } from '../system.ts'
import { longHistory } from './histories.ts'

/** Starting on what is there already. */
export const boot: BenchCase = {
  name: 'boot',
  about: 'time until ready, and memory, at each size of history',
  async run(bench) {
    const small = { name: 'entries-1000', lengths: [1000], conversations: 0 }
    const medium = { name: 'entries-100000', lengths: [100_000], conversations: 0 }
    const sizes = bench.size([small, medium, longHistory(bench)], [small, longHistory(bench)])
    for (const history of sizes) await measure(bench, history)
  },
}

async function measure(bench: Bench, history: History): Promise<void> {
  await using folder = await historyFolder(bench, history)
  await using network = await bootSystem({ dataDir: folder.path })
  const { switchboard } = network
  const size = Math.max(...history.lengths).toLocaleString('en')
  for (let round = 0; round < bench.size(5, 3); round += 1) {
    await switchboard.stop()
    const startedAt = performance.now()
    await switchboard.start()
    while (!(await fetch(`${switchboard.base}/readyz`)).ok);
    bench.record(`ready, ${size} entries`, 's', (performance.now() - startedAt) / 1000)
    bench.record(`memory, ${size} entries`, 'MB', figuresOf(switchboard.pid).rss / 2 ** 20)
  }
}

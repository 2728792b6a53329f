import type { ConsoleClient, TestNetwork } from '@switchboard/dev-env'
import type { Bench, BenchCase } from '../case.ts'
import { lengthCustomer } from '../load/fill-history.ts'
import { runTask } from '../load/run-task.ts'
import { storeOperations } from '../measure/metrics.ts'
import { figuresOf } from '../measure/process.ts'
import { bootSystem, historyFolder, sourceOf, type History } from '../system.ts'

const FULL = [10, 1000, 100_000, 1_000_000]
const QUICK = [10, 1000, 20_000]

export const lengthsOf = (bench: Bench): number[] => bench.size(FULL, QUICK)
export const longHistory = (bench: Bench): History => {
  const lengths = lengthsOf(bench)
  return { name: `entries-${lengths.at(-1)}`, lengths, conversations: 0 }
}
/** What is appended in one round is there in the next: only where each began is certain. */
const named = (length: number): string => `began with ${length.toLocaleString('en')} entries`

/** Whether a long history costs more than a short one in the same store. */
export const histories: BenchCase = {
  name: 'history',
  about:
    'append, open at the end and page back in histories of 10 to 1,000,000 entries of one store',
  async run(bench) {
    const lengths = lengthsOf(bench)
    await using folder = await historyFolder(bench, longHistory(bench))
    await using network = await bootSystem({ dataDir: folder.path })
    await using console = await network.admin()
    for (let round = 0; round < bench.size(7, 3); round += 1) {
      bench.tell(`round ${round + 1}`)
      // In turn, so that each length has its share of what else the machine does.
      for (const [which, length] of lengths.entries()) {
        await append(bench, network, which, length, round)
        await read(bench, console, which, length)
      }
      recordRatios(bench, lengths, round)
    }
  },
}

async function append(
  bench: Bench,
  network: TestNetwork,
  which: number,
  length: number,
  round: number,
): Promise<void> {
  const count = bench.size(2000, 400)
  const { switchboard } = network
  const before = { ...figuresOf(switchboard.pid), ...(await storeOperations(switchboard)) }
  const source = sourceOf(network, {
    numbers: 1,
    firstNumber: 5_000_000 + which,
    seed: `h ${round} ${which}`,
  })
  const load = { base: switchboard.base, source, connections: 8, count }
  const result = await runTask('closed-loop', load)
  const after = { ...figuresOf(switchboard.pid), ...(await storeOperations(switchboard)) }
  bench.record(`append, ${named(length)}`, 'µs each', 1e6 / result.rate)
  bench.record(
    `written to disk, ${named(length)}`,
    'bytes each',
    (after.writtenBytes - before.writtenBytes) / count,
  )
  bench.record(
    `written to the store, ${named(length)}`,
    'bytes each',
    (after['written-byte'] - before['written-byte']) / count,
  )
}

async function read(
  bench: Bench,
  console: ConsoleClient,
  which: number,
  length: number,
): Promise<void> {
  const number = lengthCustomer(which)
  // A browser may say only so much in ten seconds, and two rounds may fall into them.
  const times = bench.size(20, 15)
  for (let time = 0; time < times; time += 1) {
    bench.record(
      `open at the end, ${named(length)}`,
      'ms',
      await msOf(console.request('entries', { number, limit: 50 })),
    )
  }
  if (length < 1000) return
  const middle = Math.floor(length / 2)
  for (let time = 0; time < times; time += 1) {
    const before = middle - time * 50
    if (before < 51) return
    bench.record(
      `page back from the middle, ${named(length)}`,
      'ms',
      await msOf(console.request('entries', { number, before, limit: 50 })),
    )
  }
}

async function msOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work
  return performance.now() - startedAt
}

function recordRatios(bench: Bench, lengths: readonly number[], round: number): void {
  const perRound = bench.size(20, 15)
  const of = (what: string, length: number, each: number): number => {
    const samples =
      bench.figures.find((one) => one.what === `${what}, ${named(length)}`)?.samples ?? []
    const mine = samples.slice(round * each, (round + 1) * each).toSorted((a, b) => a - b)
    return mine[Math.floor(mine.length / 2)] ?? NaN
  }
  const [shortest = NaN, longest = NaN] = [lengths[0], lengths.at(-1)]
  bench.record(
    'append: longest ÷ shortest',
    '×',
    of('append', longest, 1) / of('append', shortest, 1),
  )
  bench.record(
    'open: longest ÷ shortest',
    '×',
    of('open at the end', longest, perRound) / of('open at the end', shortest, perRound),
  )
}

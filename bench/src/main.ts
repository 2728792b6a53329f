import { Bench, type BenchCase } from './case.ts'
import { chosenCases, listOfCases } from './cases.ts'
import { runCounts } from './counts/run-counts.ts'
import { interrupt } from './load/run-task.ts'
import { readOptions, usage, type Options } from './options.ts'
import { writeReport } from './report/write-report.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  let options: Options
  let cases: BenchCase[]
  try {
    options = readOptions(args)
    cases = chosenCases(options.only)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`)
    return 64
  }
  if (options.list) {
    process.stdout.write(`${listOfCases()}\n`)
    return 0
  }
  if (options.counts) return runCounts(options)
  return runCases(options, cases, args)
}

/** One case that fails keeps no other from running; what was measured is reported anyway. */
async function runCases(
  options: Options,
  cases: readonly BenchCase[],
  args: readonly string[],
): Promise<number> {
  const bench = new Bench(options)
  const failed: string[] = []
  const signals = interruptOnSignal()
  for (const [index, { name, about, run }] of cases.entries()) {
    if (signals.came) break
    const startedAt = performance.now()
    process.stderr.write(`[${index + 1}/${cases.length}] ${name}: ${about}\n`)
    bench.begin(name)
    try {
      await run(bench)
    } catch (error) {
      failed.push(name)
      bench.remark(`failed: ${(error as Error).stack ?? String(error)}`)
    }
    bench.tell(`took ${Math.round((performance.now() - startedAt) / 1000)} s`)
  }
  await writeReport(bench, args)
  return signals.came || failed.length > 0 ? 1 : 0
}

/** The first signal ends the running case in good order; a second one ends all at once. */
function interruptOnSignal(): { came: boolean } {
  const signals = { came: false }
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (signals.came) process.exit(130)
      signals.came = true
      interrupt()
    })
  }
  return signals
}

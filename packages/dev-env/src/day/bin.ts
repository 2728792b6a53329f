import { readOptions, usage } from './options.ts'
import { simulateDay } from './simulate-day.ts'
import { dayTable } from './table.ts'
import { verdict } from './verdict.ts'

/** Progress on stderr, the table on stdout; 1 when a rule was broken, 64 when the arguments make no sense. */
async function run(args: string[]): Promise<number> {
  const options = wanted(args)
  if (options === undefined) return 64
  const startedAt = performance.now()
  const day = await simulateDay(options, ({ time, texts, replies, queue }) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
    console.error(`${time}  ${texts} texts, ${replies} replies, ${queue} waiting  (${seconds} s)`)
  })
  process.stdout.write(dayTable(day))
  const broken = verdict(day)
  for (const line of broken) console.error(line)
  return broken.length > 0 ? 1 : 0
}

function wanted(args: string[]) {
  try {
    return readOptions(args)
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`)
    return undefined
  }
}

process.exitCode = await run(process.argv.slice(2))

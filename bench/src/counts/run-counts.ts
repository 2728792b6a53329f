import { table } from '../report/table.ts'
import { compare, missing, update } from './baseline.ts'
import { measureCounts } from './measure-counts.ts'

/** Answers the exit code: 1 when something costs more than the baseline says, or is not counted any more. */
export async function runCounts({ updateBaseline }: { updateBaseline: boolean }): Promise<number> {
  const counts = await measureCounts((text) => process.stderr.write(`  counts: ${text}\n`))
  if (updateBaseline) await update(counts)
  const compared = await compare(counts)
  const gone = await missing(counts)
  const rows = compared.map(({ name, count, expected, verdict }) => [
    name,
    count.toFixed(3),
    expected?.toFixed(3) ?? '',
    verdict,
  ])
  process.stdout.write(`${table(['count', 'now', 'baseline', ''], rows)}\n`)
  for (const name of gone) process.stdout.write(`not counted any more: ${name}\n`)
  const isWorse = compared.some(({ verdict }) => verdict === 'worse') || gone.length > 0
  const isBetter = compared.some(({ verdict }) => verdict === 'better' || verdict === 'new')
  if (isWorse) process.stdout.write('Worse than bench/baseline.json.\n')
  else if (isBetter)
    process.stdout.write('Write it down: npm run bench -- --counts --update-baseline\n')
  return isWorse ? 1 : 0
}

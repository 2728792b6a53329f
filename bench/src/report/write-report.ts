import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench } from '../case.ts'
import { goalResults, type GoalResult } from '../goals.ts'
import { htmlReport, type Run } from './html.ts'
import { figureTable, number, table } from './table.ts'

const results = fileURLToPath(new URL('../results', import.meta.url))

/** Prints the tables, and keeps the run as JSON and as a page. */
export async function writeReport(bench: Bench, args: readonly string[]): Promise<void> {
  const { figures, remarks } = bench
  const goals = goalResults(figures)
  const at = new Date().toISOString()
  const machine = describeMachine()
  const run: Run = { at, machine, commit: commit(), arguments: [...args], figures, remarks, goals }
  await mkdir(results, { recursive: true })
  const name = at.replace(/\W/g, '-')
  for (const file of [name, 'latest']) {
    await writeFile(join(results, `${file}.json`), `${JSON.stringify(run, undefined, 1)}\n`)
    await writeFile(join(results, `${file}.html`), htmlReport(run))
  }
  process.stdout.write(`\n${machine}\n\n${figureTable(figures)}\n\n${goalTable(goals)}\n`)
  for (const remark of remarks) process.stdout.write(`\n${remark}`)
  process.stdout.write('\nKept in bench/results/latest.html and latest.json\n')
}

function goalTable(goals: readonly GoalResult[]): string {
  const rows = goals
    .filter(({ value }) => value !== undefined)
    .map(({ text, value = NaN, isMet }) => [text, number(value), isMet ? 'met' : 'not met'])
  return rows.length === 0 ? '' : table(['goal', 'figure', ''], rows)
}

/** With two cores the driver and the other services share them with what is measured. */
function describeMachine(): string {
  const cores = cpus()
  const load = (loadavg()[0] ?? 0).toFixed(1)
  const memory = Math.round(totalmem() / 2 ** 30)
  return `Node ${process.version}, ${cores.length} × ${cores[0]?.model.trim()}, ${memory} GB, load ${load} at the end; the load drivers run on the same cores`
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'no commit'
  }
}

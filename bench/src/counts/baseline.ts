import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Counts } from './measure-counts.ts'

const file = fileURLToPath(new URL('../baseline.json', import.meta.url))

/** What a count was, and how much more of it is still no regression, as a share. */
interface Expected {
  count: number
  tolerance: number
}

/** How a group of texts falls into batches is for the disk's speed to say; whether it does at all is not. */
const looser: Readonly<Record<string, number>> = {
  'store: batches per text, 32 at once': 2,
  'store: keys written per text, 32 at once': 0.1,
  'store: ranges read per text': 0.1,
  // As are the rounds in which they are told.
  'gateway: bytes on the wire per byte, 100 texts at once': 0.5,
}
const TOLERANCE = 0.05
/** What is done now and then, and falls into a run or not, costs a text less than this. */
const SLACK = 0.05

export interface Comparison {
  name: string
  count: number
  expected: number | undefined
  verdict: 'as before' | 'better' | 'worse' | 'new'
}

export async function compare(counts: Counts): Promise<Comparison[]> {
  const baseline = await read()
  return Object.entries(counts).map(([name, count]) => {
    const expected = baseline[name]
    return { name, count, expected: expected?.count, verdict: verdictOf(count, expected) }
  })
}

/** Names the baseline has and the run has not: a count that is gone is a check that is gone. */
export async function missing(counts: Counts): Promise<string[]> {
  return Object.keys(await read()).filter((name) => !Object.hasOwn(counts, name))
}

export async function update(counts: Counts): Promise<void> {
  const entries = Object.entries(counts).map(([name, count]): [string, Expected] => [
    name,
    { count: Number(count.toPrecision(4)), tolerance: looser[name] ?? TOLERANCE },
  ])
  await writeFile(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`)
}

function verdictOf(count: number, expected: Expected | undefined): Comparison['verdict'] {
  if (!expected) return 'new'
  const margin = Math.max(SLACK, expected.count * expected.tolerance)
  // A count that is not a number, as of a metric that is gone, is never as before.
  if (!(count <= expected.count + margin)) return 'worse'
  return count < expected.count - margin ? 'better' : 'as before'
}

async function read(): Promise<Record<string, Expected>> {
  if (!existsSync(file)) return {}
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, Expected>
}

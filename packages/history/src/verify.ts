import { DamagedRecordError, unseal } from './checksum.ts'
import type { Reader, Row } from './key-value.ts'
import type { LongRun } from './long-run.ts'
import type { Difference } from './maintenance.ts'
import { lastSeq } from './pages.ts'
import { ConversationCheck, CounterCheck } from './verify-conversations.ts'
import { EntryCheck, IdCheck } from './verify-entries.ts'
import { JournalCheck, LogCheck } from './verify-log.ts'
import { PlaceCheck } from './verify-places.ts'
import { RecordCheck } from './verify-records.ts'

/** Looks at the rows of one prefix, in their order. */
export interface Check {
  /** Keys begin with one of these. */
  readonly prefixes: readonly string[]
  readonly shape: RegExp
  /** What is wrong with this row, whose checksum is right. */
  row(key: string, value: unknown, text: string): Iterable<Difference>
  /** What is wrong with all of them together. */
  end?(): Iterable<Difference> | Promise<Iterable<Difference>>
}

const PAGE = 1000

async function checksOf(reader: Reader): Promise<Check[]> {
  const newest = await lastSeq(reader)
  const conversations = new ConversationCheck(reader, newest)
  return [
    new EntryCheck(reader, newest),
    conversations,
    new CounterCheck(conversations.counts),
    new PlaceCheck(reader),
    new IdCheck(reader),
    new LogCheck(reader),
    new JournalCheck(reader),
    new RecordCheck(reader),
  ]
}

/** Everything that is wrong with what this reader sees, in one pass over all keys. */
export async function* verifyRows(
  reader: Reader,
  run: LongRun,
): AsyncGenerator<Difference, void, undefined> {
  const checks = await checksOf(reader)
  const byPrefix = new Map(checks.flatMap((check) => check.prefixes.map((name) => [name, check])))
  for await (const row of readable(reader, run, [...byPrefix.keys()])) {
    if (Array.isArray(row)) yield* checkRow(row, byPrefix.get(row[0].slice(0, 2)))
    else yield row
  }
  for (const check of checks) yield* guarded(async () => (await check.end?.()) ?? [], '', run)
  run.tell()
}

/** All rows; where the database cannot read on, that is told and the next prefix is read. */
async function* readable(
  reader: Reader,
  run: LongRun,
  prefixes: string[],
): AsyncGenerator<Row | Difference, void, undefined> {
  const starts = prefixes.toSorted()
  for (let start: string | undefined = '!'; start !== undefined;) {
    run.check()
    let page: Row[]
    try {
      page = await reader.rows({ gt: start, limit: PAGE })
    } catch (error) {
      run.check()
      yield { key: start, what: 'what follows cannot be read', found: textOf(error) }
      const from: string = start
      start = starts.find((prefix) => prefix > from)
      continue
    }
    yield* page
    run.advance('Checking records', page.length)
    start = page.length < PAGE ? undefined : page.at(-1)?.[0]
  }
}

function* checkRow(row: Row, check: Check | undefined): Iterable<Difference> {
  const [key] = row
  if (!check?.shape.test(key)) {
    yield { key, what: 'no key of a history' }
    return
  }
  let value: unknown
  try {
    value = unseal(row)
  } catch (error) {
    yield { key, what: 'damaged', found: textOf(error) }
    return
  }
  try {
    yield* check.row(key, value, row[1])
  } catch (error) {
    yield { key, what: 'cannot be checked', found: textOf(error) }
  }
}

async function* guarded(
  work: () => Promise<Iterable<Difference>>,
  key: string,
  run: LongRun,
): AsyncGenerator<Difference, void, undefined> {
  try {
    yield* await work()
  } catch (error) {
    run.check()
    const damaged = error instanceof DamagedRecordError ? error.key : key
    yield { key: damaged, what: 'cannot be checked', found: textOf(error) }
  }
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

import { viewKey, type Changeset, type Conversation } from '@switchboard/protocol'
import { seal } from './checksum.ts'
import type { ExportedLine } from './export-lines.ts'
import { formats } from './formats.ts'
import { spaces } from './history-store.ts'
import { numbered } from './journal.ts'
import type { KeyValue, Row, Write } from './key-value.ts'
import {
  agentKey,
  changeKey,
  clientKey,
  conversationKey,
  countKey,
  entryKey,
  indexKeysOf,
  recordKey,
  sidKey,
} from './keys.ts'
import { LevelKeyValue } from './level-key-value.ts'
import { LineSum } from './line-sum.ts'
import { inGroups, LongRun, refused } from './long-run.ts'
import type { LongRunOptions, RestoreSummary } from './maintenance.ts'
import { MarkFile, mostGiven } from './mark.ts'
import { placeFolder } from './place-folder.ts'
import { Tallies } from './tallies.ts'
import { verifyRows } from './verify.ts'

/**
 * Makes a store's folder from the lines of `exportLines`, at a place where there is nothing or an empty
 * folder. Indexes and counters are made anew; lines that are not whole, or do not fit together, are refused.
 */
export async function importLines(
  lines: AsyncIterable<string> | Iterable<string>,
  location: string,
  options: LongRunOptions = {},
): Promise<RestoreSummary> {
  const run = new LongRun(options)
  return placeFolder(location, async (folder) => {
    const keyValue = new LevelKeyValue({ location: folder, keepOpenRetryMs: 0 })
    await keyValue.open({ changed: () => undefined, broken: () => undefined })
    try {
      const rebuild = new Rebuild(lines, run)
      for await (const group of inGroups(rebuild.rows())) await keyValue.write(group)
      await keyValue.write(numbered(rebuild.lastWrites(), 1))
      await refuseDifferences(keyValue, run)
      const { seq, at } = rebuild.head
      const given = mostGiven(seq, Date.parse(at), Date.now())
      await new MarkFile(folder).write({ seq, batch: 1, given, restored: true })
      return { seq, at, records: run.done }
    } finally {
      await keyValue.close()
    }
  })
}

/** The rows that lines stand for. */
class Rebuild {
  head: { seq: number; at: string } = { seq: 0, at: new Date(0).toISOString() }
  readonly #lines: AsyncIterable<string> | Iterable<string>
  readonly #run: LongRun
  readonly #sum = new LineSum()
  readonly #tallies = new Tallies()
  readonly #counts = new Map<string, number>()
  #isWhole = false

  constructor(lines: AsyncIterable<string> | Iterable<string>, run: LongRun) {
    this.#lines = lines
    this.#run = run
  }

  async *rows(): AsyncGenerator<Row, void, undefined> {
    for await (const text of this.#lines) {
      if (text === '') continue
      this.#run.advance('Importing', 1)
      const line = this.#parse(text)
      for (const [key, value] of this.#valuesOf(line)) yield this.#row(key, value)
    }
    if (!this.#isWhole) throw refused(`The export ends after ${this.#sum.lines} lines, cut short`)
  }

  /** What follows from all lines together: counters, tallies, and a log that begins at the last `seq`. */
  lastWrites(): Write[] {
    const { seq, at } = this.head
    const none = { entries: [], conversations: [], counts: {}, agents: [] }
    const changeset: Changeset = { seq, at, ...none }
    const counts = [...this.#counts].map(([view, count]): [string, unknown] => [
      countKey(view),
      count,
    ])
    const log: [string, unknown][] = seq > 0 ? [[changeKey(seq), changeset]] : []
    const writes = [...counts, ...log].map(([key, value]): Write => [key, seal(key, value)])
    return [...writes, ...this.#tallies.writes()]
  }

  #row(key: string, value: unknown): Row {
    const text = seal(key, value)
    this.#tallies.add(key, text)
    return [key, text]
  }

  #parse(text: string): ExportedLine {
    if (this.#isWhole) throw refused(`Line ${this.#sum.lines + 2} of the export follows its end`)
    let line: ExportedLine
    try {
      line = JSON.parse(text) as ExportedLine
    } catch (error) {
      throw refused(`Line ${this.#sum.lines + 1} of the export is not JSON`, error)
    }
    if ((this.#sum.lines === 0) !== (line?.type === 'history')) {
      throw refused(`Line ${this.#sum.lines + 1} of the export is out of place`)
    }
    if (line.type !== 'end') this.#sum.add(text)
    return line
  }

  #valuesOf(line: ExportedLine): [string, unknown][] {
    if (line.type === 'history') return this.#begin(line)
    if (line.type === 'agent') return [[agentKey(line.agent.id), line.agent]]
    if (line.type === 'conversation') return this.#conversation(line.conversation)
    if (line.type === 'entry') return entryValues(line.entry)
    if (line.type === 'record' && spaces.includes(line.space)) {
      return [[recordKey(line.space, line.key), line.value]]
    }
    if (line.type === 'end') return this.#end(line)
    throw refused(`Line ${this.#sum.lines} of the export is of an unknown kind`)
  }

  #begin({ format, seq, at }: ExportedLine & { type: 'history' }): [] {
    if (!(format <= formats.newest) || !Number.isSafeInteger(seq) || Number.isNaN(Date.parse(at))) {
      throw refused(`This program does not know exports of format ${format}`)
    }
    this.head = { seq, at }
    return []
  }

  #conversation(conversation: Conversation): [string, unknown][] {
    const { number, status, assignee } = conversation
    for (const view of [viewKey(status, '*'), viewKey(status, assignee)]) {
      this.#counts.set(view, (this.#counts.get(view) ?? 0) + 1)
    }
    const places = indexKeysOf(conversation).map((key): [string, null] => [key, null])
    return [[conversationKey(number), conversation], ...places]
  }

  #end({ lines, crc }: ExportedLine & { type: 'end' }): [] {
    if (lines !== this.#sum.lines || crc !== this.#sum.crc) {
      throw refused(`The export is damaged: its ${lines} lines are not as they were written`)
    }
    this.#isWhole = true
    return []
  }
}

function entryValues(entry: (ExportedLine & { type: 'entry' })['entry']): [string, unknown][] {
  const place = { number: entry.conversation, position: entry.position }
  const values: [string, unknown][] = [[entryKey(place.number, place.position), entry]]
  if (entry.kind !== 'message') return values
  if (entry.sid !== null) values.push([sidKey(entry.sid), place])
  if (entry.clientMessageId !== undefined) values.push([clientKey(entry.clientMessageId), place])
  return values
}

async function refuseDifferences(keyValue: KeyValue, run: LongRun): Promise<void> {
  const snapshot = keyValue.snapshot()
  try {
    for await (const { key, what } of verifyRows(snapshot, run)) {
      throw refused(`The lines of the export do not fit together: ${key}: ${what}`)
    }
  } finally {
    await snapshot.close()
  }
}

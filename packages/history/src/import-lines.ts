import { viewKey, type Changeset, type Conversation } from '@switchboard/protocol'
import { seal } from './checksum.ts'
import type { ExportedLine } from './export-lines.ts'
import type { FileCount, FileLine } from './file-lines.ts'
import { formats } from './formats.ts'
import { unframe } from './framed-lines.ts'
import { spaces } from './history-store.ts'
import { numbered } from './journal.ts'
import type { KeptFiles } from './kept-files.ts'
import type { Row, Write } from './key-value.ts'
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
import { inGroups, LongRun, refused } from './long-run.ts'
import { markRestored, refuseDifferences, takeFiles, writeRows } from './made-history.ts'
import type { CopyOptions, RestoreSummary } from './maintenance.ts'
import { placeFolder } from './place-folder.ts'
import { storedSummary } from './stored-summary.ts'
import { Tallies } from './tallies.ts'

/**
 * Makes a store's folder from the lines of `exportLines`, at a place where there is nothing or an empty
 * folder. Indexes and counters are made anew; lines that are not whole, or do not fit together, are refused.
 */
export async function importLines(
  lines: AsyncIterable<string> | Iterable<string>,
  location: string,
  options: CopyOptions = {},
): Promise<RestoreSummary> {
  const run = new LongRun(options)
  return placeFolder(location, (folder) =>
    writeRows(folder, async (keyValue) => {
      const rebuild = new Rebuild(lines, run, options.files)
      for await (const group of inGroups(rebuild.rows())) await keyValue.write(group)
      await keyValue.write(numbered(rebuild.lastWrites(), 1))
      await refuseDifferences(keyValue, run)
      const { seq, at } = rebuild.head
      await markRestored(folder, { seq, batch: 1 }, at)
      return { seq, at, records: run.done, ...rebuild.count }
    }),
  )
}

/** The rows that lines stand for. */
class Rebuild {
  head: { seq: number; at: string } = { seq: 0, at: new Date(0).toISOString() }
  count: FileCount = { files: 0, missing: 0 }
  readonly #lines: AsyncIterable<string> | Iterable<string>
  readonly #run: LongRun
  readonly #files: KeptFiles | undefined
  readonly #tallies = new Tallies()
  readonly #counts = new Map<string, number>()

  constructor(
    lines: AsyncIterable<string> | Iterable<string>,
    run: LongRun,
    files: KeptFiles | undefined,
  ) {
    this.#lines = lines
    this.#run = run
    this.#files = files
  }

  async *rows(): AsyncGenerator<Row, void, undefined> {
    const texts = unframe<ExportedLine>(this.#lines, 'history', this.#run)
    const { lines, count } = takeFiles(texts, this.#files)
    for await (const line of lines) {
      for (const [key, value] of this.#valuesOf(line)) yield this.#row(key, value)
    }
    this.count = count
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

  #valuesOf(line: Exclude<ExportedLine, FileLine>): [string, unknown][] {
    if (line.type === 'history') return this.#begin(line)
    if (line.type === 'agent') return [[agentKey(line.agent.id), line.agent]]
    if (line.type === 'conversation') return this.#conversation(line.conversation)
    if (line.type === 'entry') return entryValues(line.entry)
    if (line.type === 'record' && spaces.includes(line.space)) {
      return [[recordKey(line.space, line.key), line.value]]
    }
    throw refused(`A line of the export is of an unknown kind: "${line.type}"`)
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
    return [[conversationKey(number), storedSummary(conversation)], ...places]
  }
}

function entryValues(entry: (ExportedLine & { type: 'entry' })['entry']): [string, unknown][] {
  const place = { number: entry.conversation, position: entry.position }
  const values: [string, unknown][] = [[entryKey(place.number, place.position), entry]]
  if (entry.kind === 'event') return values
  if (entry.kind === 'message' && entry.sid !== null) values.push([sidKey(entry.sid), place])
  if (entry.clientMessageId !== undefined) values.push([clientKey(entry.clientMessageId), place])
  return values
}

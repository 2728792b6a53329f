import { unsealIfWhole } from './checksum.ts'
import { fileLines, type FileLine } from './file-lines.ts'
import { formats, RECORDS_READ_SINCE } from './formats.ts'
import { frame, unframe, type EndLine } from './framed-lines.ts'
import type { KeptFiles } from './kept-files.ts'
import type { Reader, Row } from './key-value.ts'
import { inGroups, LongRun, refused, scan } from './long-run.ts'
import { markRestored, refuseDifferences, takeFiles, writeRows } from './made-history.ts'
import type { CopyOptions, RestoreSummary } from './maintenance.ts'
import { placeFolder } from './place-folder.ts'
import { checkTail } from './tail.ts'

/** One line of a backup that is streamed: the first is `backup`, then each record as it is stored, then files. */
type BackupLine =
  | { type: 'backup'; format: number; at: string; seq: number; batch: number }
  | { type: 'row'; key: string; text: string }
  | FileLine
  | EndLine

/** Every record this reader sees, as it is stored and with its checksum, then the files they stand for. */
export async function* backupRows(
  reader: Reader,
  run: LongRun,
  at: string,
  files?: KeptFiles,
): AsyncGenerator<string, void, undefined> {
  const count = { files: 0, missing: 0 }
  const { seq, batch } = await checkTail(reader)
  async function* lines(): AsyncGenerator<BackupLine, void, undefined> {
    yield { type: 'backup', format: formats.newest, at, seq, batch }
    for await (const [key, text] of scan(reader, { gt: '' }, run, 'Copying records'))
      yield { type: 'row', key, text }
    yield* fileLines(reader, files, run, count)
  }
  yield* frame(lines(), () => count.missing)
  run.tell()
}

/**
 * Makes a store's folder from the lines of `backupLines`, at a place where there is nothing or an empty
 * folder. What was made is verified as a whole; lines that are not whole or of an unknown format are refused.
 */
export async function restoreLines(
  lines: AsyncIterable<string> | Iterable<string>,
  location: string,
  options: CopyOptions = {},
): Promise<RestoreSummary> {
  const run = new LongRun(options)
  return placeFolder(location, (folder) =>
    writeRows(folder, async (keyValue) => {
      const texts = unframe<BackupLine>(lines, 'backup', run)
      const { lines: taken, count } = takeFiles(texts, options.files)
      const copy = new Copy(taken)
      for await (const group of inGroups(copy.rows())) await keyValue.write(group)
      const { seq, batch, at } = copy.head
      await refuseDifferences(keyValue, run)
      await markRestored(folder, { seq, batch }, at)
      return { seq, at, records: copy.records, ...count }
    }),
  )
}

/** The rows of such lines, as they were. */
class Copy {
  head = { seq: 0, batch: 0, at: new Date(0).toISOString() }
  records = 0
  readonly #lines: AsyncIterable<Exclude<BackupLine, FileLine>>

  constructor(lines: AsyncIterable<Exclude<BackupLine, FileLine>>) {
    this.#lines = lines
  }

  async *rows(): AsyncGenerator<Row, void, undefined> {
    for await (const line of this.#lines) {
      if (line.type === 'backup') this.#begin(line)
      else if (line.type === 'row') yield this.#row(line)
      else throw refused(`A line of the backup is of an unknown kind: "${line.type}"`)
    }
  }

  /** Records are copied as they are, so they have to be in a format that is read so. */
  #begin({ format, seq, batch, at }: BackupLine & { type: 'backup' }): void {
    const isKnown = format >= RECORDS_READ_SINCE && format <= formats.newest
    const isHead = Number.isSafeInteger(seq) && seq >= 0 && Number.isSafeInteger(batch)
    if (!isKnown || !isHead || Number.isNaN(Date.parse(at)))
      throw refused(`This program does not know streamed backups of format ${format}`)
    this.head = { seq, batch, at }
  }

  #row({ key, text }: BackupLine & { type: 'row' }): Row {
    const isText = typeof key === 'string' && typeof text === 'string'
    if (!isText || unsealIfWhole(key, text) === undefined)
      throw refused(`Record ${this.records + 1} of the backup is not as it was stored`)
    this.records += 1
    return [key, text]
  }
}

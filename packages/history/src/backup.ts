import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { compareFile, copyFile, copyFolder, sumFolder, type FileSum } from './copy-files.ts'
import { replaceDurably, syncPath } from './durable-files.ts'
import { placeOf, type FileCount } from './file-lines.ts'
import { formats } from './formats.ts'
import { filesOf, readKept, writeNewFile, type KeptFiles } from './kept-files.ts'
import type { Reader, Row } from './key-value.ts'
import { LevelKeyValue } from './level-key-value.ts'
import { inGroups, LongRun, refused, scan } from './long-run.ts'
import { markRestored } from './made-history.ts'
import type { CopyOptions, RestoreSummary } from './maintenance.ts'
import { markAt, MarkFile, type Position } from './mark.ts'
import { namesIn, placeFolder, refuseNonEmpty } from './place-folder.ts'
import { seal, unsealIfWhole } from './checksum.ts'
import { checkTail } from './tail.ts'

/** The list of a backup's files, written last: without it, or with other files, nothing is restored. */
const LIST = 'BACKUP.json'
/** The folder in it that is a store's own. */
const DATA = 'history'
/** Pictures and the like, by the first two characters of their names, and the list of them: a JSON text a line. */
const KEPT = 'files'
const KEPT_LIST = 'FILES.jsonl'

interface BackupList extends Omit<RestoreSummary, keyof FileCount>, Position {
  format: number
  files: FileSum[]
  /** Absent where no files were copied, and in backups of older programs. */
  kept?: FileCount & { list: FileSum }
}

/** Copies every record this reader sees, each checked, and the files they stand for into a new or empty folder. */
export async function writeBackup(
  reader: Reader,
  folder: string,
  run: LongRun,
  at: string,
  kept?: KeptFiles,
): Promise<RestoreSummary> {
  await refuseNonEmpty(folder)
  // The topmost of the folders that are made for it; undefined when it was there, empty.
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const summary = await fillBackup(reader, folder, run, at, kept)
    await syncPath(dirname(resolve(folder)))
    run.tell()
    return summary
  } catch (error) {
    for (const name of [DATA, LIST, KEPT, KEPT_LIST])
      await rm(join(folder, name), { recursive: true, force: true })
    if (made !== undefined) await removeEmpty(folder)
    throw error
  }
}

async function fillBackup(
  reader: Reader,
  folder: string,
  run: LongRun,
  at: string,
  keptFiles: KeptFiles | undefined,
): Promise<RestoreSummary> {
  const data = join(folder, DATA)
  const { seq, batch } = await checkTail(reader)
  await copyRows(scan(reader, { gt: '' }, run, 'Copying records'), data, { seq, batch })
  const records = run.done
  const files = await sumFolder(data, run)
  const kept = keptFiles && (await copyKept(reader, folder, keptFiles, run))
  const list: BackupList = {
    at,
    seq,
    batch,
    records,
    format: formats.newest,
    files,
    ...(kept && { kept }),
  }
  await replaceDurably(join(folder, LIST), `${seal(LIST, list)}\n`)
  return { seq, at, records, files: kept?.files ?? 0, missing: kept?.missing ?? 0 }
}

/** What a run that failed leaves is nothing; whoever put something there meanwhile keeps it. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined)
}

/** A list of any length is written as it comes, and its own sum stands in the list of the backup. */
async function copyKept(
  reader: Reader,
  folder: string,
  kept: KeptFiles,
  run: LongRun,
): Promise<NonNullable<BackupList['kept']>> {
  const count = { files: 0, missing: 0 }
  async function* lines(): AsyncGenerator<Buffer, void, undefined> {
    for await (const file of filesOf(reader, kept, run)) {
      const pieces = await readKept(kept, file)
      if (!pieces) {
        count.missing += 1
        continue
      }
      const facts = await writeNewFile(placeIn(folder, file.name), pieces, run)
      count.files += 1
      yield Buffer.from(`${JSON.stringify({ name: file.name, ...facts })}\n`)
    }
  }
  const list = await writeNewFile(join(folder, KEPT_LIST), lines(), run)
  return { ...count, list: { name: KEPT_LIST, ...list } }
}

const placeIn = (folder: string, name: string) => join(folder, KEPT, name.slice(0, 2), name)

async function copyRows(rows: AsyncIterable<Row>, data: string, tail: Position): Promise<void> {
  const keyValue = new LevelKeyValue({ location: data, keepOpenRetryMs: 0 })
  await keyValue.open({ changed: () => undefined, broken: () => undefined })
  try {
    for await (const group of inGroups(rows)) await keyValue.write(group)
    await new MarkFile(data).write(markAt(tail))
  } finally {
    await keyValue.close()
  }
}

/**
 * Makes a store's folder of a backup, at a place where there is nothing or an empty folder. Every file
 * is compared with the list that was written with the backup.
 */
export async function restore(
  folder: string,
  location: string,
  options: CopyOptions = {},
): Promise<RestoreSummary> {
  const { format, files, seq, batch, at, records, kept } = await readList(folder)
  if (format > formats.newest) {
    throw refused(`The backup in ${folder} has format ${format}: restore it with a newer program.`)
  }
  const run = new LongRun(options)
  return placeFolder(location, async (unfinished) => {
    await copyFolder(join(folder, DATA), unfinished, files, run)
    if (kept) await restoreKept(folder, kept, options.files, run)
    await markRestored(unfinished, { seq, batch }, at)
    run.tell()
    return { seq, at, records, files: kept?.files ?? 0, missing: kept?.missing ?? 0 }
  })
}

async function restoreKept(
  folder: string,
  { list, files }: NonNullable<BackupList['kept']>,
  to: KeptFiles | undefined,
  run: LongRun,
): Promise<void> {
  await compareFile(join(folder, KEPT_LIST), list, run)
  let found = 0
  for await (const line of linesOf(join(folder, KEPT_LIST))) {
    const sum = JSON.parse(line) as FileSum
    const from = join(folder, KEPT, sum.name.slice(0, 2), sum.name)
    if (to) await copyFile(from, placeOf(to, sum.name), sum, run)
    else await compareFile(from, sum, run)
    found += 1
  }
  if (found !== files) throw refused(`The ${KEPT_LIST} in ${folder} is not that of this backup.`)
}

const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path), crlfDelay: Infinity })

async function readList(folder: string): Promise<BackupList> {
  if (!(await namesIn(folder)).includes(LIST)) {
    throw refused(`There is no whole backup in ${folder}: its ${LIST} is missing.`)
  }
  const list = unsealIfWhole(LIST, (await readFile(join(folder, LIST), 'utf8')).trimEnd())
  if (list === undefined) throw refused(`The ${LIST} in ${folder} is damaged: use another backup.`)
  return list as BackupList
}

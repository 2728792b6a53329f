import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { copyFolder, sumFolder, type FileSum } from './copy-files.ts'
import { replaceDurably, syncPath } from './durable-files.ts'
import { formats } from './formats.ts'
import type { Reader, Row } from './key-value.ts'
import { LevelKeyValue } from './level-key-value.ts'
import { inGroups, LongRun, refused, scan } from './long-run.ts'
import type { LongRunOptions, RestoreSummary } from './maintenance.ts'
import { markAt, MarkFile, mostGiven, type Position } from './mark.ts'
import { namesIn, placeFolder, refuseNonEmpty } from './place-folder.ts'
import { seal, unsealIfWhole } from './checksum.ts'
import { checkTail } from './tail.ts'

/** The list of a backup's files, written last: without it, or with other files, nothing is restored. */
const LIST = 'BACKUP.json'
/** The folder in it that is a store's own. */
const DATA = 'history'

interface BackupList extends RestoreSummary, Position {
  format: number
  files: FileSum[]
}

/** Copies every record this reader sees, each checked, into a new or empty folder. */
export async function writeBackup(
  reader: Reader,
  folder: string,
  run: LongRun,
  at: string,
): Promise<RestoreSummary> {
  await refuseNonEmpty(folder)
  const data = join(folder, DATA)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const tail = await checkTail(reader)
    await copyRows(scan(reader, { gt: '' }, run, 'Copying records'), data, tail)
    const records = run.done
    const files = await sumFolder(data, run)
    const list: BackupList = {
      at,
      seq: tail.seq,
      batch: tail.batch,
      records,
      format: formats.newest,
      files,
    }
    await replaceDurably(join(folder, LIST), `${seal(LIST, list)}\n`)
    await syncPath(dirname(resolve(folder)))
    run.tell()
    return { seq: tail.seq, at, records }
  } catch (error) {
    await rm(data, { recursive: true, force: true })
    await rm(join(folder, LIST), { force: true })
    throw error
  }
}

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
  options: LongRunOptions = {},
): Promise<RestoreSummary> {
  const { format, files, seq, batch, at, records } = await readList(folder)
  if (format > formats.newest) {
    throw refused(`The backup in ${folder} has format ${format}: restore it with a newer program.`)
  }
  const run = new LongRun(options)
  return placeFolder(location, async (unfinished) => {
    await copyFolder(join(folder, DATA), unfinished, files, run)
    const given = mostGiven(seq, Date.parse(at), Date.now())
    await new MarkFile(unfinished).write({ seq, batch, given, restored: true })
    run.tell()
    return { seq, at, records }
  })
}

async function readList(folder: string): Promise<BackupList> {
  if (!(await namesIn(folder)).includes(LIST)) {
    throw refused(`There is no whole backup in ${folder}: its ${LIST} is missing.`)
  }
  const list = unsealIfWhole(LIST, (await readFile(join(folder, LIST), 'utf8')).trimEnd())
  if (list === undefined) throw refused(`The ${LIST} in ${folder} is damaged: use another backup.`)
  return list as BackupList
}

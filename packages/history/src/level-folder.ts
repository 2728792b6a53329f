import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { SwitchboardError } from '@switchboard/protocol'
import { renameDurably, replaceDurably, syncPath, writeDurably } from './durable-files.ts'

/** Written when a folder is first made ours; from then on its data must be there. */
const MARKER = 'FORMAT'
/** In its place until the first database is whole; nothing was confirmed before that. */
const UNFINISHED_MARKER = 'FORMAT.new'
/** What an empty volume or checkout may hold. */
const HARMLESS = new Set(['lost+found', '.gitkeep'])

/** The folder cannot be used as it is; the message says why and what to do. */
export class FolderRefusedError extends SwitchboardError {
  override name = 'FolderRefusedError'

  constructor(message: string, cause?: unknown) {
    super('UNAVAILABLE', message, { cause })
  }
}

/** What a folder holds: nothing yet, or a history in this format. */
export type FolderState = { isNew: true } | { isNew: false; format: number }

const markerText = (format: number) => `switchboard history ${format}\n`

/** Refuses a folder that is not ours, lost its data or is newer than we are. */
export async function prepareFolder(location: string, newest: number): Promise<FolderState> {
  await mkdir(location, { recursive: true, mode: 0o700 })
  const names = (await readdir(location)).filter((name) => !HARMLESS.has(name))
  if (names.includes(MARKER)) {
    const format = formatOf(location, await readFile(join(location, MARKER), 'utf8'), newest)
    if (!names.includes('CURRENT')) throw lostData(location)
    return { isNew: false, format }
  }
  if (names.length > 0 && !names.includes(UNFINISHED_MARKER)) throw foreign(location)
  await writeDurably(join(location, UNFINISHED_MARKER), markerText(newest))
  await syncPath(dirname(resolve(location)))
  return { isNew: true }
}

/** Empties a folder whose first database never became whole; nothing in it was ever confirmed. */
export async function clearUnfinished(location: string): Promise<void> {
  const names = await readdir(location)
  for (const name of names.filter((each) => each !== UNFINISHED_MARKER && !HARMLESS.has(each)))
    await rm(join(location, name), { recursive: true })
}

/** Makes the folder ours for good, once its database is whole. */
export async function markReady(location: string): Promise<void> {
  await renameDurably(join(location, UNFINISHED_MARKER), join(location, MARKER))
}

/** Notes that the folder is in this format now. */
export async function markFormat(location: string, format: number): Promise<void> {
  await replaceDurably(join(location, MARKER), markerText(format))
}

function formatOf(location: string, marker: string, newest: number): number {
  const format = Number(/^switchboard history ([1-9]\d*)\n$/.exec(marker)?.[1] ?? NaN)
  if (format <= newest) return format
  if (format > newest) {
    throw new FolderRefusedError(
      `The history in ${location} has format ${format} but this program knows formats up to ` +
        `${newest}: start the newer program that wrote it, or use another folder.`,
    )
  }
  throw new FolderRefusedError(
    `The file ${MARKER} in ${location} is damaged: restore the folder from a backup, or use another folder.`,
  )
}

function lostData(location: string): FolderRefusedError {
  return new FolderRefusedError(
    `The folder ${location} once held a history but its file CURRENT is missing: restore the folder from a backup, or use another folder.`,
  )
}

function foreign(location: string): FolderRefusedError {
  return new FolderRefusedError(
    `The folder ${location} holds files that are not a history of ours: use an empty or a new folder.`,
  )
}

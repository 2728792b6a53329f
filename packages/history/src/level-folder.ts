import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { SwitchboardError } from '@switchboard/protocol'

/** Raised whenever an older program could misread what is stored. */
export const FORMAT_VERSION = 1

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

/** Refuses a folder that is not ours, lost its data or is newer than we are. `isNew`: it has no data yet. */
export async function prepareFolder(location: string): Promise<{ isNew: boolean }> {
  await mkdir(location, { recursive: true, mode: 0o700 })
  const names = (await readdir(location)).filter((name) => !HARMLESS.has(name))
  if (names.includes(MARKER)) {
    checkVersion(location, await readFile(join(location, MARKER), 'utf8'))
    if (!names.includes('CURRENT')) throw lostData(location)
    return { isNew: false }
  }
  if (names.length > 0 && !names.includes(UNFINISHED_MARKER)) throw foreign(location)
  await writeDurably(location, UNFINISHED_MARKER, `switchboard history ${FORMAT_VERSION}\n`)
  return { isNew: true }
}

/** Makes the folder ours for good, once its database is whole. */
export async function markReady(location: string): Promise<void> {
  await rename(join(location, UNFINISHED_MARKER), join(location, MARKER))
  await syncFile(location)
}

function checkVersion(location: string, marker: string): void {
  const version = Number(/^switchboard history (\d+)\n$/.exec(marker)?.[1] ?? NaN)
  if (version === FORMAT_VERSION) return
  if (version > FORMAT_VERSION) {
    throw new FolderRefusedError(
      `The history in ${location} has format ${version} but this program knows formats up to ` +
        `${FORMAT_VERSION}: start the newer program that wrote it, or use another folder.`,
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

async function writeDurably(location: string, name: string, text: string): Promise<void> {
  const file = await open(join(location, name), 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFile(location)
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

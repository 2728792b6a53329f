import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { syncPath } from './durable-files.ts'
import { FolderRefusedError } from './level-folder.ts'

/** The names in a folder; none when it is missing. */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}

export async function refuseNonEmpty(folder: string): Promise<void> {
  if ((await namesIn(folder)).length === 0) return
  throw new FolderRefusedError(`The folder ${folder} is not empty: name a new or an empty folder.`)
}

/**
 * Lets a folder be made beside its place and puts it there once it is whole, so that its place never
 * holds half of it, whatever happens meanwhile.
 */
export async function placeFolder<T>(
  location: string,
  make: (folder: string) => Promise<T>,
): Promise<T> {
  const place = resolve(location)
  await refuseNonEmpty(place)
  const unfinished = `${place}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  try {
    const made = await make(unfinished)
    await rmdir(place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    await rename(unfinished, place)
    await syncPath(dirname(place))
    return made
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

import { readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LevelStore, makeFolderDurably, syncPath } from '@switchboard/history'
import type { Arrival } from './make-incoming.ts'
import { isThere, placesIn, type Places } from './places.ts'

export interface Adoption {
  arrival: Arrival
  /** Why it could not take its place; the history that was here before is in use then. */
  refused?: string
}

/**
 * Before the store is opened: puts a history that came from elsewhere in its place, in steps that are
 * each on disk before the next, so that whenever this is cut short the next start goes on where it
 * stopped. The history that was here waits in `previous` until `forgetPrevious`. What is not whole is
 * removed. Undefined when there is nothing new. `beforeStep` is told of each move.
 */
export async function adoptIncoming(
  dataDir: string,
  beforeStep: (step: string) => void = () => undefined,
): Promise<Adoption | undefined> {
  const places = placesIn(dataDir)
  const arrival = await readReady(places.ready)
  if (!arrival) return removeUnfinished(places)
  if (!isThere(places.incomingHistory)) return { arrival }
  await refuseWhileInUse(places.history)
  const problem = await problemOf(places.incomingHistory)
  if (problem !== undefined) {
    await putBack(places)
    await forgetPrevious(dataDir)
    return { arrival, refused: problem }
  }
  for (const [step, from, to] of movesOf(places)) {
    beforeStep(step)
    await move(from, to)
  }
  beforeStep('opened')
  return { arrival }
}

/** The new one was opened and looked through: what it replaced goes, and then what told of it. */
export async function forgetPrevious(dataDir: string): Promise<void> {
  const { previous, incoming } = placesIn(dataDir)
  await rm(previous, { recursive: true, force: true })
  await rm(incoming, { recursive: true, force: true })
}

/** What is still to be moved. `incoming/media` is always there until it has its place. */
function movesOf(places: Places): [step: string, from: string, to: string][] {
  const { history, media, incomingHistory, incomingMedia, previousHistory, previousMedia } = places
  const isMediaNew = !isThere(incomingMedia)
  const moves: [string, string, string][] = []
  if (isThere(history)) moves.push(['history aside', history, previousHistory])
  if (!isMediaNew && isThere(media)) moves.push(['media aside', media, previousMedia])
  if (!isMediaNew) moves.push(['media in place', incomingMedia, media])
  return [...moves, ['history in place', incomingHistory, history]]
}

/** As it was before the first step. */
async function putBack(places: Places): Promise<void> {
  const { history, media, incomingMedia, previousHistory, previousMedia } = places
  if (isThere(previousMedia)) {
    if (isThere(media)) await move(media, incomingMedia)
    await move(previousMedia, media)
  }
  if (isThere(previousHistory) && !isThere(history)) await move(previousHistory, history)
}

/** Nothing was told to take its place; a history that waits because its READY was lost comes back. */
async function removeUnfinished(places: Places): Promise<undefined> {
  if (!isThere(places.history)) await putBack(places)
  await rm(places.incoming, { recursive: true, force: true })
}

async function move(from: string, to: string): Promise<void> {
  await makeFolderDurably(dirname(to))
  await rename(from, to)
  await syncPath(dirname(to))
  await syncPath(dirname(from))
}

async function readReady(path: string): Promise<Arrival | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Arrival
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (isMissing || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Nobody moves the folder of a process that runs. One that cannot be opened otherwise is in nobody's use. */
async function refuseWhileInUse(location: string): Promise<void> {
  if (!isThere(location)) return
  const problem = await errorOf(location)
  if (isLocked(problem)) throw problem
}

async function problemOf(location: string): Promise<string | undefined> {
  return (await errorOf(location))?.message
}

async function errorOf(location: string): Promise<Error | undefined> {
  const store = new LevelStore({ location })
  try {
    await store.open()
    await store.close()
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error('it is not known why', { cause: error })
  }
}

function isLocked(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ((cause as NodeJS.ErrnoException).code === 'LEVEL_LOCKED') return true
  return false
}

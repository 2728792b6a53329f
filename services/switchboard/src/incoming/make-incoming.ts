import { rm } from 'node:fs/promises'
import {
  LevelStore,
  makeFolderDurably,
  replaceDurably,
  type KeptFiles,
  type RestoreSummary,
} from '@switchboard/history'
import { keptMedia } from '../media/kept-media.ts'
import { MediaFiles } from '../media/media-files.ts'
import { renewHistoryId } from '../stream/history-id.ts'
import { placesIn } from './places.ts'

/** What came, as it is told after the restart. */
export interface Arrival extends RestoreSummary {
  kind: 'restore' | 'import'
  /** When it began to come, ISO 8601. */
  startedAt: string
}

/**
 * Makes a history beside the one in use: nothing of that is touched. When this resolves, `adoptIncoming`
 * will put it in its place; when it fails nothing of it is left. `make` verifies what it makes as a whole.
 */
export async function makeIncoming(
  dataDir: string,
  kind: Arrival['kind'],
  make: (location: string, files: KeptFiles) => Promise<RestoreSummary>,
): Promise<Arrival> {
  const places = placesIn(dataDir)
  const startedAt = new Date().toISOString()
  // What waits from an earlier time first: with it gone, a READY would still find its history in place.
  await rm(places.previous, { recursive: true, force: true })
  await rm(places.incoming, { recursive: true, force: true })
  try {
    await makeFolderDurably(places.incomingMedia)
    const made = await make(places.incomingHistory, keptMedia(new MediaFiles(places.incomingMedia)))
    await beginAnew(places.incomingHistory)
    const arrival: Arrival = { ...made, kind, startedAt }
    await replaceDurably(places.ready, JSON.stringify(arrival))
    return arrival
  } catch (error) {
    await rm(places.incoming, { recursive: true, force: true })
    throw error
  }
}

/** Readers may be ahead of what came: to them it is another history. */
async function beginAnew(location: string): Promise<void> {
  await using store = new LevelStore({ location })
  await store.open()
  await renewHistoryId(store)
}

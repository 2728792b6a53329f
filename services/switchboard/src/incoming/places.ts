import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where a history that came from elsewhere is made, and where the one it replaces waits. */
export interface Places {
  history: string
  media: string
  /** Made here, with a `history` and a `media` of its own. */
  incoming: string
  incomingHistory: string
  incomingMedia: string
  /** Written last: what is here is whole, and is to take its place at the next start. */
  ready: string
  /** What was in its place, until the new one has been opened and looked through. */
  previous: string
  previousHistory: string
  previousMedia: string
}

export function placesIn(dataDir: string): Places {
  const root = resolve(dataDir)
  const incoming = join(root, 'incoming')
  const previous = join(root, 'previous')
  return {
    history: join(root, 'history'),
    media: join(root, 'media'),
    incoming,
    incomingHistory: join(incoming, 'history'),
    incomingMedia: join(incoming, 'media'),
    ready: join(incoming, 'READY.json'),
    previous,
    previousHistory: join(previous, 'history'),
    previousMedia: join(previous, 'media'),
  }
}

export const isThere = (path: string): boolean => existsSync(path)

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unsealIfWhole, seal } from './checksum.ts'
import { replaceDurably } from './durable-files.ts'

/** How far a history is. */
export interface Position {
  seq: number
  /** Batches written so far; those of private records alone take no `seq`. */
  batch: number
}

/** The high-water mark: what was confirmed, kept where damage to the database does not reach it. */
export interface Mark extends Position {
  /** No greater `seq` was given to anybody before the next mark is on disk. */
  given: number
  /** The folder comes from a backup or an export, and readers may have seen what came after that. */
  restored?: true
}

/** Changesets that may be confirmed after a mark before writing waits for the next one. */
export const MAX_UNMARKED = 100_000

/** More changesets than a store could ever confirm in a second. */
const MOST_PER_SECOND = 100_000

export const markAt = (position: Position): Mark => ({
  ...position,
  given: position.seq + MAX_UNMARKED,
})

/** A bound of what was given out by a history of which we know only how it stood at a time (ms). */
export function mostGiven(seq: number, at: number, now: number): number {
  const seconds = Math.max(0, Math.ceil((now - at) / 1000))
  return seq + MAX_UNMARKED + MOST_PER_SECOND * (at > 0 ? seconds : 0)
}

/** Where a mark is kept. */
export interface MarkKeeper {
  /** Undefined when there is none or it is damaged. */
  read(): Promise<Mark | undefined>
  write(mark: Mark): Promise<void>
}

const NAME = 'MARK'

export class MarkFile implements MarkKeeper {
  readonly #path: string

  constructor(location: string) {
    this.#path = join(location, NAME)
  }

  async read(): Promise<Mark | undefined> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    return unsealIfWhole(NAME, text) as Mark | undefined
  }

  write(mark: Mark): Promise<void> {
    return replaceDurably(this.#path, seal(NAME, mark))
  }
}

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolderDurably, syncPath } from '@switchboard/history'
import { isMediaId } from './media-id.ts'
import { HEAD_BYTES } from './sniff.ts'

/** A file that is on disk and belongs to nothing yet. */
export interface Draft {
  path: string
  size: number
  /** Of all of its bytes, in hexadecimal digits. */
  sha256: string
  /** Its first bytes. */
  head: Buffer
}

/** The file is larger than it may be. */
export class OversizeError extends Error {
  readonly maxBytes: number

  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`)
    this.maxBytes = maxBytes
  }
}

/**
 * The bytes of pictures, one file each, in two levels of folders by id. A file is written beside
 * them, synced, and renamed into its place: what is there is whole.
 */
export class MediaFiles {
  readonly #folder: string
  readonly #drafts: string

  constructor(folder: string) {
    this.#folder = folder
    this.#drafts = join(folder, 'tmp')
  }

  /** Removes what was being written when the process ended. */
  async start(): Promise<void> {
    await rm(this.#drafts, { recursive: true, force: true })
    await mkdir(this.#drafts, { recursive: true, mode: 0o700 })
  }

  /** Writes what comes, at most `maxBytes` of it (else OversizeError), and syncs it. */
  async write(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Draft> {
    const path = join(this.#drafts, randomUUID())
    const file = await open(path, 'wx', 0o600)
    try {
      const written = await copy(source, file, maxBytes)
      await file.sync()
      return { path, ...written }
    } catch (error) {
      await this.discard({ path })
      throw error
    } finally {
      await file.close()
    }
  }

  /** Gives a draft its place; one that is there already is replaced. */
  async keep(draft: Pick<Draft, 'path'>, id: string): Promise<void> {
    const path = this.pathOf(id)
    await makeFolderDurably(dirname(path))
    await rename(draft.path, path)
    await syncPath(dirname(path))
  }

  async discard({ path }: Pick<Draft, 'path'>): Promise<void> {
    await rm(path, { force: true })
  }

  /** Opens a file to be read; undefined when there is none. */
  async open(id: string): Promise<FileHandle | undefined> {
    try {
      return await open(this.pathOf(id), 'r')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true })
  }

  /** Where a file is, or would be; a TypeError for a text that is no id. */
  pathOf(id: string): string {
    if (!isMediaId(id)) throw new TypeError(`"${id}" is not the id of a picture.`)
    return join(this.#folder, id.slice(0, 2), id.slice(2, 4), id)
  }
}

async function copy(
  source: AsyncIterable<Buffer>,
  file: FileHandle,
  maxBytes: number,
): Promise<Omit<Draft, 'path'>> {
  const first: Buffer[] = []
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of source) {
    if (size < HEAD_BYTES) first.push(chunk.subarray(0, HEAD_BYTES - size))
    size += chunk.length
    if (size > maxBytes) throw new OversizeError(maxBytes)
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  return { size, sha256: hash.digest('hex'), head: Buffer.concat(first) }
}

import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { unseal } from './checksum.ts'
import { makeFolderDurably, syncPath } from './durable-files.ts'
import type { StoredRecord } from './history-store.ts'
import type { Reader } from './key-value.ts'
import { recordKeys, recordNameOf } from './keys.ts'
import { refused, scan, type LongRun } from './long-run.ts'

/** A file that a record stands for. */
export interface KeptFile {
  name: string
  /** Its record may be a moment older than the file: it is waited for. */
  isYoung?: boolean
}

/** Pictures and the like: their records are the history's, their bytes are files that others keep beside it. */
export interface KeptFiles {
  /** The file that a record of the space `media` stands for; undefined for one without a file. */
  fileOf: (record: StoredRecord) => KeptFile | undefined
  /** Where it is; throws for a name that can be none. */
  pathOf: (name: string) => string
}

/** How often a young file is looked for, a fifth of a second apart. */
const LOOKS = 10
const LOOK_AGAIN_MS = 200

/** The files of the moment that this reader sees. */
export async function* filesOf(
  reader: Reader,
  { fileOf }: KeptFiles,
  run: LongRun,
): AsyncGenerator<KeptFile, void, undefined> {
  for await (const row of scan(reader, recordKeys('media', {}), run, 'Copying files')) {
    const file = fileOf({ key: recordNameOf('media', row[0]), value: unseal(row) })
    if (file) yield file
  }
}

/** A file's bytes in pieces of 64 KiB at most; undefined when it is not there. */
export async function readKept(
  { pathOf }: KeptFiles,
  { name, isYoung }: KeptFile,
): Promise<AsyncIterable<Buffer> | undefined> {
  for (let look = 1; ; look += 1) {
    try {
      return (await open(pathOf(name), 'r')).createReadStream({ highWaterMark: 64 * 1024 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      if (!isYoung || look === LOOKS) return undefined
      await delay(LOOK_AGAIN_MS)
    }
  }
}

export interface FileFacts {
  bytes: number
  sha256: string
}

/** A new file that is written piece by piece, and on disk when `close` resolves. */
export class NewFile {
  readonly #path: string
  readonly #file: FileHandle
  readonly #hash: Hash = createHash('sha256')
  #bytes = 0

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** Refuses a name that is taken: nobody gives one twice. */
  static async create(path: string): Promise<NewFile> {
    await makeFolderDurably(dirname(path))
    const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? refused(`The file ${path} comes twice`, error) : error
    })
    return new NewFile(path, file)
  }

  async write(piece: Buffer): Promise<void> {
    this.#hash.update(piece)
    this.#bytes += piece.length
    await this.#file.writeFile(piece)
  }

  async close(): Promise<FileFacts> {
    await this.#file.sync()
    await this.#file.close()
    await syncPath(dirname(this.#path))
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  /** Lets go of it, whatever state it is in. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined)
  }
}

/** Writes what comes to a new file; it is on disk when this resolves. */
export async function writeNewFile(
  path: string,
  pieces: AsyncIterable<Buffer>,
  run: LongRun,
): Promise<FileFacts> {
  const file = await NewFile.create(path)
  try {
    for await (const piece of pieces) {
      run.check()
      await file.write(piece)
    }
    return await file.close()
  } catch (error) {
    await file.abandon()
    throw error
  }
}

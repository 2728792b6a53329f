import { createHash } from 'node:crypto'
import { filesOf, NewFile, readKept, type KeptFiles } from './kept-files.ts'
import type { Reader } from './key-value.ts'
import { refused, type LongRun } from './long-run.ts'

/** A file among lines: its name, its bytes in pieces (base64, 64 KiB at most), and what they must add up to. */
export type FileLine =
  | { type: 'file'; name: string }
  | { type: 'piece'; data: string }
  | { type: 'file-end'; bytes: number; sha256: string }

/** What became of the files of a copy. */
export interface FileCount {
  /** Files copied. */
  files: number
  /** Files that a record names and that were not there to be copied. */
  missing: number
}

/** The files of the moment that this reader sees, counted. */
export async function* fileLines(
  reader: Reader,
  kept: KeptFiles | undefined,
  run: LongRun,
  count: FileCount,
): AsyncGenerator<FileLine, void, undefined> {
  if (!kept) return
  for await (const file of filesOf(reader, kept, run)) {
    const pieces = await readKept(kept, file)
    if (!pieces) {
      count.missing += 1
      continue
    }
    const hash = createHash('sha256')
    let bytes = 0
    yield { type: 'file', name: file.name }
    for await (const piece of pieces) {
      run.check()
      hash.update(piece)
      bytes += piece.length
      yield { type: 'piece', data: piece.toString('base64') }
    }
    yield { type: 'file-end', bytes, sha256: hash.digest('hex') }
    count.files += 1
  }
}

export const isFileLine = (line: { type: string }): line is FileLine =>
  line.type === 'file' || line.type === 'piece' || line.type === 'file-end'

/** Makes files of such lines again; without a place for them they are read and left out. */
export class FileTaker {
  readonly #kept: KeptFiles | undefined
  #file: NewFile | undefined
  #isInside = false
  #taken = 0

  constructor(kept: KeptFiles | undefined) {
    this.#kept = kept
  }

  get taken(): number {
    return this.#taken
  }

  async take(line: FileLine): Promise<void> {
    if (line.type === 'file') await this.#begin(line.name)
    else if (!this.#isInside) throw refused(`A piece of a file stands where there is no file`)
    else if (line.type === 'piece') await this.#file?.write(Buffer.from(line.data, 'base64'))
    else await this.#end(line)
  }

  /** Refuses lines that end inside a file. */
  finish(): void {
    if (this.#isInside) throw refused('The last file has no end')
  }

  /** Lets go of a file that did not come to its end. */
  async abandon(): Promise<void> {
    await this.#file?.abandon()
  }

  async #begin(name: string): Promise<void> {
    if (this.#isInside) throw refused(`The file ${name} begins inside another one`)
    this.#isInside = true
    if (this.#kept) this.#file = await NewFile.create(placeOf(this.#kept, name))
  }

  async #end({ bytes, sha256 }: FileLine & { type: 'file-end' }): Promise<void> {
    const found = await this.#file?.close()
    this.#file = undefined
    this.#isInside = false
    this.#taken += 1
    if (found && (found.bytes !== bytes || found.sha256 !== sha256))
      throw refused(`File ${this.#taken} is not as it was written`)
  }
}

/** A name comes from outside: one that can be none is the caller's mistake. */
export function placeOf({ pathOf }: KeptFiles, name: string): string {
  try {
    return pathOf(name)
  } catch (error) {
    throw refused(`"${name}" is not the name of a file that is kept`, error)
  }
}

import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

/**
 * An append-only file of JSON lines. Writes are synchronous: nothing waits in a buffer, so even a
 * killed process keeps what it acknowledged (a power cut may cost the tail; this is a toy).
 */
export class Journal<Line> {
  #fd: number | null = null
  #lines = 0

  constructor(readonly path: string) {}

  get lines(): number {
    return this.#lines
  }

  /** Every whole line, in order; a torn last line is skipped. */
  read(): Line[] {
    if (!existsSync(this.path)) return []
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .flatMap(parseLine<Line>)
  }

  append(line: Line): void {
    this.#fd ??= openSync(this.path, 'a')
    writeSync(this.#fd, JSON.stringify(line) + '\n')
    this.#lines += 1
  }

  /** Puts these lines in place of all, through a rename, so that a crash leaves one or the other. */
  replace(lines: Line[]): void {
    this.close()
    const next = `${this.path}.next`
    writeFileSync(next, lines.map((line) => JSON.stringify(line) + '\n').join(''))
    renameSync(next, this.path)
    this.#lines = lines.length
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd)
    this.#fd = null
  }
}

function parseLine<Line>(text: string): Line[] {
  try {
    return text === '' ? [] : [JSON.parse(text) as Line]
  } catch {
    return []
  }
}

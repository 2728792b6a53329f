import { crc32 } from 'node:zlib'

/** Counts lines and sums them up. */
export class LineSum {
  lines = 0
  #crc = 0

  add(line: string): string {
    this.lines += 1
    this.#crc = crc32(`${line}\n`, this.#crc)
    return line
  }

  get crc(): string {
    return this.#crc.toString(16).padStart(8, '0')
  }
}

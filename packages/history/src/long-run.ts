import { SwitchboardError } from '@switchboard/protocol'
import type { KeyRange, Reader, Row } from './key-value.ts'
import { unseal } from './checksum.ts'
import type { LongRunOptions } from './maintenance.ts'

/** Rows read at once; between pages a run can be ended and others get their turn. */
const PAGE = 1000

/** The progress of one long run, and whether it may go on. */
export class LongRun {
  readonly #options: LongRunOptions
  readonly #assertOpen: () => void
  #phase = ''
  #done = 0

  /** `assertOpen` throws once the store that is read is closed. */
  constructor(options: LongRunOptions, assertOpen: () => void = () => undefined) {
    this.#options = options
    this.#assertOpen = assertOpen
  }

  get done(): number {
    return this.#done
  }

  /** Throws when the run was ended from outside. */
  check(): void {
    this.#options.signal?.throwIfAborted()
    this.#assertOpen()
  }

  advance(phase: string, count: number): void {
    this.check()
    const isNoteworthy =
      phase !== this.#phase ||
      Math.floor((this.#done + count) / PAGE) > Math.floor(this.#done / PAGE)
    this.#phase = phase
    this.#done += count
    if (isNoteworthy) this.tell()
  }

  tell(): void {
    this.#options.onProgress?.({ phase: this.#phase, done: this.#done })
  }
}

/** All rows of a range, page by page. */
export async function* scan(
  reader: Reader,
  range: KeyRange,
  run: LongRun,
  phase: string,
): AsyncGenerator<Row, void, undefined> {
  let rest: KeyRange = range
  for (;;) {
    run.check()
    const rows = await reader.rows({ ...rest, limit: PAGE })
    yield* rows
    run.advance(phase, rows.length)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    const { gte: _, ...others } = rest
    rest = { ...others, gt: last[0] }
  }
}

/** Rows in groups that are written at once, each checked on its way. */
export async function* inGroups(rows: AsyncIterable<Row>): AsyncGenerator<Row[], void, undefined> {
  let group: Row[] = []
  let size = 0
  for await (const row of rows) {
    unseal(row)
    group.push(row)
    size += row[0].length + row[1].length
    if (size < 1024 * 1024) continue
    yield group
    group = []
    size = 0
  }
  if (group.length > 0) yield group
}

/** A folder or a text that cannot be restored from, in a sentence. */
export const refused = (message: string, cause?: unknown) =>
  new SwitchboardError('BAD_REQUEST', message, { cause })

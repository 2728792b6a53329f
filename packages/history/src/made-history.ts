import { FileTaker, isFileLine, type FileCount, type FileLine } from './file-lines.ts'
import type { EndLine } from './framed-lines.ts'
import type { KeptFiles } from './kept-files.ts'
import type { KeyValue } from './key-value.ts'
import { LevelKeyValue } from './level-key-value.ts'
import { refused, type LongRun } from './long-run.ts'
import { MarkFile, mostGiven, type Position } from './mark.ts'
import { verifyRows } from './verify.ts'

/** Opens a new database in this folder for as long as it is being written. */
export async function writeRows<T>(
  folder: string,
  write: (keyValue: LevelKeyValue) => Promise<T>,
): Promise<T> {
  const keyValue = new LevelKeyValue({ location: folder, keepOpenRetryMs: 0 })
  await keyValue.open({ changed: () => undefined, broken: () => undefined })
  try {
    return await write(keyValue)
  } finally {
    await keyValue.close()
  }
}

/** Notes that readers may have seen more than what was restored; `at` is when it was copied, ISO 8601. */
export async function markRestored(folder: string, position: Position, at: string): Promise<void> {
  const given = mostGiven(position.seq, Date.parse(at), Date.now())
  await new MarkFile(folder).write({ ...position, given, restored: true })
}

/** Looks through all that was written; BAD_REQUEST with the first thing that is not as it must be. */
export async function refuseDifferences(keyValue: KeyValue, run: LongRun): Promise<void> {
  const snapshot = keyValue.snapshot()
  try {
    for await (const { key, what } of verifyRows(snapshot, run))
      throw refused(`The lines do not fit together: ${key}: ${what}`)
  } finally {
    await snapshot.close()
  }
}

/** The lines that are no file's; files are written on the way, and counted at the end. */
export function takeFiles<Line extends { type: string }>(
  texts: AsyncGenerator<Line | FileLine, EndLine, undefined>,
  files: KeptFiles | undefined,
): { lines: AsyncGenerator<Exclude<Line, FileLine>, void, undefined>; count: FileCount } {
  const count: FileCount = { files: 0, missing: 0 }
  const taker = new FileTaker(files)
  async function* lines(): AsyncGenerator<Exclude<Line, FileLine>, void, undefined> {
    try {
      for (;;) {
        const next = await texts.next()
        if (next.done) {
          taker.finish()
          count.files = taker.taken
          count.missing = next.value.missing ?? 0
          return
        }
        if (isFileLine(next.value)) await taker.take(next.value)
        else yield next.value as Exclude<Line, FileLine>
      }
    } finally {
      await taker.abandon()
      await texts.return({ type: 'end', lines: 0, crc: '' })
    }
  }
  return { lines: lines(), count }
}

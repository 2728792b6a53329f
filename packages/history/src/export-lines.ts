import type { Agent, Conversation, Entry } from '@switchboard/protocol'
import { unseal } from './checksum.ts'
import { fileLines, type FileLine } from './file-lines.ts'
import { formats } from './formats.ts'
import { frame, type EndLine } from './framed-lines.ts'
import { spaces, type Space } from './history-store.ts'
import type { KeptFiles } from './kept-files.ts'
import type { Reader, Row } from './key-value.ts'
import { agentKeys, conversationKeys, entryKeys, recordKeys, recordNameOf } from './keys.ts'
import { scan, type LongRun } from './long-run.ts'
import { lastSeq } from './pages.ts'
import { filledSummary, wholeSummary, type StoredSummary } from './stored-summary.ts'

/** One line of an export. The first is `history`, then an `end` comes last; between them only the lines of a file belong together. */
export type ExportedLine =
  | { type: 'history'; format: number; at: string; seq: number }
  | { type: 'agent'; agent: Agent }
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'entry'; entry: Entry }
  | { type: 'record'; space: Space; key: string; value: unknown }
  | FileLine
  | EndLine

/**
 * Everything but what follows from it: indexes, counters, batch numbers and the log of changes, which
 * begins anew where the lines are imported.
 */
export async function* exportRows(
  reader: Reader,
  run: LongRun,
  at: string,
  files?: KeptFiles,
): AsyncGenerator<string, void, undefined> {
  const count = { files: 0, missing: 0 }
  const head = { at, seq: await lastSeq(reader) }
  const rest = fileLines(reader, files, run, count)
  const lines = exportedLines(reader, run, head, rest)
  yield* frame(lines, () => count.missing)
  run.tell()
}

async function* exportedLines(
  reader: Reader,
  run: LongRun,
  head: { at: string; seq: number },
  rest: AsyncIterable<ExportedLine>,
): AsyncGenerator<ExportedLine, void, undefined> {
  yield { type: 'history', format: formats.newest, ...head }
  const rows = (range: { gt: string; lt: string }) => scan(reader, range, run, 'Exporting')
  for await (const row of rows(agentKeys)) yield { type: 'agent', agent: unseal(row) as Agent }
  for await (const row of rows(conversationKeys)) {
    const conversation = wholeSummary(reader, filledSummary(unseal(row) as StoredSummary))
    yield { type: 'conversation', conversation }
  }
  for await (const row of rows(entryKeys)) yield { type: 'entry', entry: unseal(row) as Entry }
  for (const space of spaces) {
    for await (const row of scan(reader, recordKeys(space, {}), run, 'Exporting')) {
      yield recordLine(space, row)
    }
  }
  yield* rest
}

const recordLine = (space: Space, row: Row): ExportedLine => ({
  type: 'record',
  space,
  key: recordNameOf(space, row[0]),
  value: unseal(row),
})

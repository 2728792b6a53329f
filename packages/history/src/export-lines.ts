import type { Agent, Conversation, Entry } from '@switchboard/protocol'
import { unseal } from './checksum.ts'
import { formats } from './formats.ts'
import { spaces, type Space } from './history-store.ts'
import type { Reader, Row } from './key-value.ts'
import { agentKeys, conversationKeys, entryKeys, recordKeys, recordNameOf } from './keys.ts'
import { scan, type LongRun } from './long-run.ts'
import { lastSeq } from './pages.ts'
import { LineSum } from './line-sum.ts'

/** One line of an export. The first is `history`, the last `end`; between them the order does not matter. */
export type ExportedLine =
  | { type: 'history'; format: number; at: string; seq: number }
  | { type: 'agent'; agent: Agent }
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'entry'; entry: Entry }
  | { type: 'record'; space: Space; key: string; value: unknown }
  /** `lines` before this one, and the CRC-32 over them, each with its line end. */
  | { type: 'end'; lines: number; crc: string }

/**
 * Everything but what follows from it: indexes, counters, batch numbers and the log of changes, which
 * begins anew where the lines are imported.
 */
export async function* exportRows(
  reader: Reader,
  run: LongRun,
  at: string,
): AsyncGenerator<string, void, undefined> {
  const sum = new LineSum()
  const lines = exportedLines(reader, run, { at, seq: await lastSeq(reader) })
  for await (const line of lines) yield sum.add(JSON.stringify(line))
  const end: ExportedLine = { type: 'end', lines: sum.lines, crc: sum.crc }
  yield JSON.stringify(end)
  run.tell()
}

async function* exportedLines(
  reader: Reader,
  run: LongRun,
  head: { at: string; seq: number },
): AsyncGenerator<ExportedLine, void, undefined> {
  yield { type: 'history', format: formats.newest, ...head }
  const rows = (range: { gt: string; lt: string }) => scan(reader, range, run, 'Exporting')
  for await (const row of rows(agentKeys)) yield { type: 'agent', agent: unseal(row) as Agent }
  for await (const row of rows(conversationKeys)) {
    yield { type: 'conversation', conversation: unseal(row) as Conversation }
  }
  for await (const row of rows(entryKeys)) yield { type: 'entry', entry: unseal(row) as Entry }
  for (const space of spaces) {
    for await (const row of scan(reader, recordKeys(space, {}), run, 'Exporting')) {
      yield recordLine(space, row)
    }
  }
}

const recordLine = (space: Space, row: Row): ExportedLine => ({
  type: 'record',
  space,
  key: recordNameOf(space, row[0]),
  value: unseal(row),
})

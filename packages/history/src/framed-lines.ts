import { LineSum } from './line-sum.ts'
import { refused, type LongRun } from './long-run.ts'

/** The last line: how many came before it, the CRC-32 over them with their line ends, and what was not there. */
export interface EndLine {
  type: 'end'
  lines: number
  crc: string
  /** Files that records name and that could not be copied. */
  missing?: number
}

/** JSON texts of these lines, with the last one added. */
export async function* frame(
  lines: AsyncIterable<object>,
  missing: () => number,
): AsyncGenerator<string, void, undefined> {
  const sum = new LineSum()
  for await (const line of lines) yield sum.add(JSON.stringify(line))
  const end: EndLine = { type: 'end', lines: sum.lines, crc: sum.crc }
  yield JSON.stringify(missing() > 0 ? { ...end, missing: missing() } : end)
}

/** The lines between; BAD_REQUEST unless they begin with one of type `first`, end as told, and are as written. */
export async function* unframe<Line extends { type: string }>(
  texts: AsyncIterable<string> | Iterable<string>,
  first: string,
  run: LongRun,
): AsyncGenerator<Line, EndLine, undefined> {
  const sum = new LineSum()
  let end: EndLine | undefined
  for await (const text of texts) {
    if (text === '') continue
    if (end) throw refused(`Line ${sum.lines + 2} follows the end`)
    run.advance('Reading lines', 1)
    const line = parse(text, sum.lines + 1)
    if ((sum.lines === 0) !== (line.type === first))
      throw refused(`Line ${sum.lines + 1} is out of place`)
    if (line.type === 'end') {
      end = checkEnd(line as unknown as EndLine, sum)
      continue
    }
    sum.add(text)
    yield line as Line
  }
  if (!end) throw refused(`It ends after ${sum.lines} lines, cut short`)
  return end
}

function parse(text: string, number: number): { type: string } {
  let line: { type: string } | null
  try {
    line = JSON.parse(text) as { type: string } | null
  } catch (error) {
    throw refused(`Line ${number} is not JSON`, error)
  }
  if (typeof line?.type === 'string') return line
  throw refused(`Line ${number} is of no kind`)
}

function checkEnd(end: EndLine, sum: LineSum): EndLine {
  if (end.lines === sum.lines && end.crc === sum.crc) return end
  throw refused(`It is damaged: its ${sum.lines} lines are not as they were written`)
}

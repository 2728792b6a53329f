import { SwitchboardError } from '@switchboard/protocol'

/** The largest record holds a webhook of 64 KiB; a piece of a file is smaller. */
const MAX_LINE_BYTES = 4 * 1024 * 1024
const LINE_FEED = 10

/** The lines of a body, without their ends. TOO_LARGE beyond `maxBytes` in all or 4 MiB in one line. */
export async function* boundedLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<string, void, undefined> {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(`It has more than the ${maxBytes} bytes it may have.`)
    let from = 0
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      yield textOf([...waiting, chunk.subarray(from, at)])
      waiting = []
      waitingBytes = 0
      from = at + 1
    }
    if (from < chunk.length) waiting.push(chunk.subarray(from))
    waitingBytes += chunk.length - from
    if (waitingBytes > MAX_LINE_BYTES) throw tooLarge('One of its lines is too long.')
  }
  if (waitingBytes > 0) yield textOf(waiting)
}

const textOf = (parts: Buffer[]): string => Buffer.concat(parts).toString().replace(/\r$/, '')

function tooLarge(message: string): SwitchboardError {
  return new SwitchboardError('TOO_LARGE', message)
}

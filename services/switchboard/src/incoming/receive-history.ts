import type { IncomingMessage } from 'node:http'
import { importLines, restoreLines } from '@switchboard/history'
import { SwitchboardError, type Job } from '@switchboard/protocol'
import type { BegunJob } from '../admin/jobs.ts'
import { boundedLines } from '../bounded-lines.ts'
import type { AppContext } from '../context.ts'
import { makeIncoming, type Arrival } from './make-incoming.ts'

/** How long nothing may come before whoever sends is given up. */
const IDLE_MS = 60_000

/**
 * Takes a backup or an export line by line into a folder beside the history in use, where it is made and
 * verified as a whole; then the process ends in good order, and the one that is started next adopts it.
 * Resolves with the task when all of it has come in; rejects with what was wrong with it before that.
 */
export async function receiveHistory(
  context: AppContext,
  kind: Arrival['kind'],
  request: IncomingMessage,
): Promise<Job | null> {
  const { jobs, config } = context
  const job = jobs.begin(kind)
  const give = (): void => void request.destroy()
  job.signal.addEventListener('abort', give)
  request.setTimeout(IDLE_MS, give)
  let hasAll!: () => void
  const received = new Promise<void>((resolve) => (hasAll = resolve))
  const lines = toTheEnd(boundedLines(bytesOf(request), config.maxAdminUploadBytes), () => {
    job.signal.removeEventListener('abort', give)
    request.setTimeout(0)
    hasAll()
  })
  const make = kind === 'restore' ? restoreLines : importLines
  const options = { signal: job.signal, onProgress: job.report }
  const making = makeIncoming(config.dataDir, kind, (location, files) =>
    make(lines, location, { ...options, files }),
  )
  void finish(context, job, making)
  await Promise.race([received, making])
  return jobs.last
}

/** What is whole waits to be adopted by the next process. */
async function finish(context: AppContext, job: BegunJob, making: Promise<Arrival>): Promise<void> {
  try {
    const { startedAt: _startedAt, kind, ...summary } = await making
    job.done(summary)
    context.restart(`a history came in to be put in place (${kind})`)
  } catch (error) {
    job.broken(error)
  }
}

async function* toTheEnd(
  lines: AsyncIterable<string>,
  onEnd: () => void,
): AsyncGenerator<string, void, undefined> {
  yield* lines
  onEnd()
}

async function* bytesOf(request: IncomingMessage): AsyncGenerator<Buffer, void, undefined> {
  try {
    // Destroyed, the connection would be gone before a refusal could be read.
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  } catch (cause) {
    throw new SwitchboardError('BAD_REQUEST', 'The upload was cut short.', { cause })
  }
}

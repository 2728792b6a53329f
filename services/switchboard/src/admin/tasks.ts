import type { Difference, HistoryStore } from '@switchboard/history'
import type { Job } from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import type { RunProgress } from '../backfill/backfill.ts'
import type { MediaFiles } from '../media/media-files.ts'
import { verifyMedia } from '../media/kept-media.ts'
import type { JobRun } from './jobs.ts'

/** Differences that are told; the rest is only counted. */
const TOLD = 200

export interface VerifyResult {
  /** How many things are not as they must be. */
  total: number
  differences: Difference[]
}

/** Looks for everything that is wrong with what is stored; changes nothing. */
export async function verifyStore(
  store: HistoryStore,
  files: MediaFiles,
  { signal, report }: JobRun,
): Promise<VerifyResult> {
  const differences: Difference[] = []
  let total = 0
  const options = { signal, onProgress: report }
  for (const found of [store.verify(options), verifyMedia(store, files, options)])
    for await (const difference of found) {
      total += 1
      if (differences.length < TOLD) differences.push(difference)
    }
  return { total, differences }
}

export function startVerify({ jobs, store, media }: AppContext): Job {
  return jobs.start('verify', async (run) => {
    const held = await media.hold()
    try {
      return await verifyStore(store, media.files, run)
    } finally {
      held[Symbol.dispose]()
    }
  })
}

/** Into a folder of the machine the switchboard runs on. */
export function startBackup({ jobs, store, media }: AppContext, folder: string): Job {
  return jobs.start('backup', async ({ signal, report }) => {
    using held = await media.hold()
    return await store.backup(folder, { signal, onProgress: report, files: held.files })
  })
}

/** A backfill's progress in the words of every long task. */
export function backfillProgress({ lookedAt, ...rest }: RunProgress) {
  return { phase: 'messages at the carrier', done: lookedAt, ...rest }
}

/** Asks the carrier for what we do not have, from a time on or since the newest known. */
export function startBackfill({ jobs, backfill }: AppContext, since?: string): Job {
  return jobs.start('backfill', ({ signal, report }) =>
    backfill.run({
      signal,
      onProgress: (progress) => report(backfillProgress(progress)),
      ...(since !== undefined && { since }),
    }),
  )
}

/** Everything, one JSON text a line with its line end. Whoever stops reading ends the task. */
export async function* copyStore(
  { jobs, store, media, logger }: AppContext,
  kind: 'export' | 'backup',
): AsyncGenerator<string, void> {
  const job = jobs.begin(kind)
  let lines = 0
  let last = ''
  try {
    using held = await media.hold()
    const options = { signal: job.signal, onProgress: job.report, files: held.files }
    const copy = kind === 'export' ? store.exportLines(options) : store.backupLines(options)
    for await (const line of copy) {
      lines += 1
      last = line
      yield `${line}\n`
    }
    const { missing = 0 } = JSON.parse(last) as { missing?: number }
    if (missing > 0)
      logger.warn({ job: kind, missing }, 'files were not there to be copied: verify names them')
    job.done({ lines, missing })
  } catch (error) {
    job.broken(error)
    throw error
  } finally {
    job.broken(new Error('nobody read to the end'))
  }
}

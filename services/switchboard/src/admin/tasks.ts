import type { Difference, Maintained } from '@switchboard/history'
import type { Job } from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import type { RunProgress } from '../backfill/backfill.ts'
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
  store: Maintained,
  { signal, report }: JobRun,
): Promise<VerifyResult> {
  const differences: Difference[] = []
  let total = 0
  for await (const difference of store.verify({ signal, onProgress: report })) {
    total += 1
    if (differences.length < TOLD) differences.push(difference)
  }
  return { total, differences }
}

export function startVerify({ jobs, store }: AppContext): Job {
  return jobs.start('verify', (run) => verifyStore(store, run))
}

/** Into a folder of the machine the switchboard runs on. */
/** Into a folder of the machine the switchboard runs on. */
export function startBackup({ jobs, store }: AppContext, folder: string): Job {
  return jobs.start('backup', ({ signal, report }) =>
    store.backup(folder, { signal, onProgress: report }),
  )
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
export async function* exportStore({ jobs, store }: AppContext): AsyncGenerator<string, void> {
  const job = jobs.begin('export')
  let lines = 0
  try {
    for await (const line of store.exportLines({
      signal: job.signal,
      onProgress: job.report,
    })) {
      lines += 1
      yield `${line}\n`
    }
    job.done({ lines })
  } catch (error) {
    job.broken(error)
    throw error
  } finally {
    job.broken(new Error('nobody read to the end'))
  }
}

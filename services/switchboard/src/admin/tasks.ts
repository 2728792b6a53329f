import type { Difference, HistoryStore, Maintained } from '@switchboard/history'
import { SwitchboardError, type Job } from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import type { JobRun } from './jobs.ts'

/** Differences that are told; the rest is only counted. */
const TOLD = 200

/** Looks at the carrier for what we do not have. */
export interface Backfiller {
  run(options: {
    since?: string
    signal?: AbortSignal
    onProgress?: (progress: object) => void
  }): Promise<object>
  readonly state: object
}

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
  const maintained = maintainedOf(store)
  return jobs.start('verify', (run) => verifyStore(maintained, run))
}

/** Into a folder of the machine the switchboard runs on. */
/** Into a folder of the machine the switchboard runs on. */
export function startBackup({ jobs, store }: AppContext, folder: string): Job {
  const maintained = maintainedOf(store)
  return jobs.start('backup', ({ signal, report }) =>
    maintained.backup(folder, { signal, onProgress: report }),
  )
}

/** Asks the carrier for what we do not have, from a time on or since the newest known. */
export function startBackfill({ jobs, backfill }: AppContext, since?: string): Job {
  if (backfill === undefined)
    throw new SwitchboardError('UNAVAILABLE', 'The carrier cannot be asked here.')
  return jobs.start('backfill', ({ signal, report }) =>
    backfill.run({ signal, onProgress: report, ...(since !== undefined && { since }) }),
  )
}

/** Everything, one JSON text a line with its line end. Whoever stops reading ends the task. */
export async function* exportStore({ jobs, store }: AppContext): AsyncGenerator<string, void> {
  const maintained = maintainedOf(store)
  const job = jobs.begin('export')
  let lines = 0
  try {
    for await (const line of maintained.exportLines({
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

/** Every store of ours can be maintained; one that a test brings along need not. */
export function maintainedOf(store: HistoryStore): Maintained {
  if ('verify' in store && 'exportLines' in store) return store as HistoryStore & Maintained
  throw new SwitchboardError('UNAVAILABLE', 'This store has no maintenance of its own.')
}

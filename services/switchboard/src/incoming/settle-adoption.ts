import type { Difference, HistoryStore } from '@switchboard/history'
import type { Warning } from '@switchboard/protocol'
import type { BegunJob } from '../admin/jobs.ts'
import type { AppContext } from '../context.ts'
import { filesRecorded } from '../media/kept-media.ts'
import { MediaFiles } from '../media/media-files.ts'
import { forgetPrevious, type Adoption } from './adopt-incoming.ts'
import { makeWarning } from '../warnings.ts'
import { isThere, placesIn } from './places.ts'

/** After the start: tells what came of an upload, and looks the new history through before the old one goes. */
export function settleAdoption(context: AppContext, { arrival, refused }: Adoption): void {
  const { kind, startedAt: _startedAt, ...summary } = arrival
  const job = context.jobs.begin(kind)
  if (refused === undefined) void lookThrough(context, job, summary)
  else fail(context, job, makeWarning('uploadUnopened', refused))
}

async function lookThrough(context: AppContext, job: BegunJob, summary: object): Promise<void> {
  const { store, config } = context
  try {
    const problem = await firstProblem(store, job)
    if (problem) return fail(context, job, makeWarning('uploadDamaged', problem.key, problem.what))
    await carryOver(store, config.dataDir)
    await forgetPrevious(config.dataDir)
    job.done(summary)
  } catch (error) {
    if (job.signal.aborted) job.broken(error)
    else fail(context, job, makeWarning('uploadUnchecked', String(error)))
  }
}

/** What is wrong with a history that has just taken its place; undefined when all is as it must be. */
export async function firstProblem(
  store: HistoryStore,
  { signal, report }: Pick<BegunJob, 'signal' | 'report'>,
): Promise<Difference | undefined> {
  for await (const problem of store.verify({ signal, onProgress: report })) return problem
  return undefined
}

function fail({ warn, logger }: AppContext, job: BegunJob, warning: Warning): void {
  logger.error(warning.text)
  warn(warning)
  job.broken(new Error(warning.text))
}

/**
 * Files that the new history names and did not bring along, as exports of older programs did not, are
 * taken from what it replaced.
 */
export async function carryOver(store: HistoryStore, dataDir: string): Promise<void> {
  const { media, previousMedia } = placesIn(dataDir)
  if (!isThere(previousMedia)) return
  const [files, before] = [new MediaFiles(media), new MediaFiles(previousMedia)]
  for await (const { key } of filesRecorded(store))
    if (!isThere(files.pathOf(key)) && isThere(before.pathOf(key)))
      await files.keep({ path: before.pathOf(key) }, key)
}

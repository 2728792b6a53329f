import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LevelStore, type HistoryStore, type RestoreSummary } from '@switchboard/history'
import type { Discarded, Quarantine } from '@switchboard/protocol'
import { verifyStore, type VerifyResult } from '../admin/tasks.ts'
import {
  discardQuarantined,
  listQuarantine,
  replayQuarantined,
} from '../conversations/quarantine.ts'
import { isThere, placesIn } from '../incoming/places.ts'
import { keptMedia } from '../media/kept-media.ts'
import { MediaFiles } from '../media/media-files.ts'
import { CommandError, type CommandRun, type Replayed, type Target } from './target.ts'

const LOCK_WAIT_MS = 1000

/** How a stopped switchboard's carrier is asked; needs its settings. */
export type RunBackfill = (
  store: HistoryStore,
  since: string | undefined,
  run: CommandRun,
) => Promise<object>

/** The data of a switchboard that does not run, opened by the command itself. */
export class OpenedStore implements Target {
  readonly #store: HistoryStore
  readonly #files: MediaFiles
  readonly #runBackfill: RunBackfill

  private constructor(store: HistoryStore, files: MediaFiles, runBackfill: RunBackfill) {
    this.#store = store
    this.#files = files
    this.#runBackfill = runBackfill
  }

  /** Throws a sentence when there is none, it is damaged, or another process holds it. */
  static async open(dataDir: string, runBackfill: RunBackfill): Promise<OpenedStore> {
    const location = join(dataDir, 'history')
    if (!existsSync(location)) throw new CommandError(noHistoryIn(dataDir))
    const store = new LevelStore({ location, keepOpenRetryMs: LOCK_WAIT_MS })
    await store.open()
    return new OpenedStore(store, new MediaFiles(join(dataDir, 'media')), runBackfill)
  }

  verify(run: CommandRun): Promise<VerifyResult> {
    return verifyStore(this.#store, this.#files, run)
  }

  backup(folder: string, { signal, report }: CommandRun): Promise<RestoreSummary> {
    return this.#store.backup(folder, { signal, onProgress: report, files: keptMedia(this.#files) })
  }

  async *exportLines({ signal, report }: CommandRun): AsyncGenerator<string, void> {
    const options = { signal, onProgress: report, files: keptMedia(this.#files) }
    const lines = this.#store.exportLines(options)
    for await (const line of lines) yield `${line}\n`
  }

  quarantine(): Promise<Quarantine> {
    return listQuarantine(this.#store)
  }

  async replay(id: string): Promise<Replayed> {
    // Nobody can be on line; who holds the Conversation keeps it, as after any start.
    const { webhook: _webhook, ...applied } = await replayQuarantined(this.#store, id, () => true)
    return 'problem' in applied ? { outcome: 'unreadable', ...applied } : applied
  }

  discard(id: string, note: string): Promise<Discarded> {
    return discardQuarantined(this.#store, id, { by: 'the command line', note })
  }

  backfill(since: string | undefined, run: CommandRun): Promise<object> {
    return this.#runBackfill(this.#store, since, run)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store.close()
  }
}

function noHistoryIn(dataDir: string): string {
  const { history, incomingHistory } = placesIn(dataDir)
  return isThere(incomingHistory)
    ? `A history in ${incomingHistory} has not taken its place yet: start the switchboard once.`
    : `There is no history in ${history}: set DATA_DIR to the folder the switchboard runs on.`
}

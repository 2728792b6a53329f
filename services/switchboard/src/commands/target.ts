import type { Progress, RestoreSummary } from '@switchboard/history'
import type { Discarded, Quarantine } from '@switchboard/protocol'
import type { VerifyResult } from '../admin/tasks.ts'

/** How a long command hears of Ctrl-C and tells how far it is. */
export interface CommandRun {
  signal: AbortSignal
  report: (progress: Partial<Progress>) => void
}

export type Replayed = { outcome: string; problem?: string }

/** What the commands work on: a switchboard that runs, or a store that they open themselves. */
export interface Target extends AsyncDisposable {
  verify(run: CommandRun): Promise<VerifyResult>
  backup(folder: string, run: CommandRun): Promise<RestoreSummary>
  /** JSON texts, one a line, each with its line end. */
  exportLines(run: CommandRun): AsyncIterable<string>
  quarantine(): Promise<Quarantine>
  replay(id: string): Promise<Replayed>
  discard(id: string, note: string): Promise<Discarded>
  /** What it found, in its own terms. */
  backfill(since: string | undefined, run: CommandRun): Promise<object>
}

/** Told to whoever gave the command, in one sentence; `exitCode` 2 when the command itself was wrong. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly exitCode: number

  constructor(
    message: string,
    { exitCode = 1, cause }: { exitCode?: number; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.exitCode = exitCode
  }
}

import { SwitchboardError, type Job, type JobKind } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'

export interface JobRun {
  signal: AbortSignal
  /** Replaces what is told of the task's progress. */
  report: (progress: object) => void
}

/** Long tasks, one at a time: started, looked at, aborted. Only the last one is remembered. */
export class Jobs {
  readonly #logger: Logger
  #last: Job | null = null
  #running: { ended: Promise<Job>; controller: AbortController } | undefined

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** The task under way, else the last one. */
  get last(): Job | null {
    return this.#last
  }

  /** The last one, if it was of this kind. */
  lastOf(kind: JobKind): Job | null {
    return this.#last?.kind === kind ? this.#last : null
  }

  /** Begins a task and resolves when it has ended, however. TOO_MANY_REQUESTS while another runs. */
  run(kind: JobKind, work: (run: JobRun) => Promise<object>): { job: Job; ended: Promise<Job> } {
    if (this.#running)
      throw new SwitchboardError(
        'TOO_MANY_REQUESTS',
        `A ${this.#last?.kind} is under way; only one such task runs at a time.`,
      )
    const controller = new AbortController()
    const startedAt = new Date().toISOString()
    this.#last = {
      kind,
      status: 'running',
      startedAt,
      endedAt: null,
      progress: null,
      result: null,
      error: null,
    }
    const ended = this.#perform(work, controller)
    this.#running = { ended, controller }
    this.#logger.info({ job: kind }, 'task began')
    return { job: this.#last, ended }
  }

  /** Begins a task, or answers with the one of this kind that is under way. */
  start(kind: JobKind, work: (run: JobRun) => Promise<object>): Job {
    if (this.#running && this.#last?.kind === kind) return this.#last
    return this.run(kind, work).job
  }

  /** Ends the task of this kind, if one runs; resolves when it is over. */
  async abort(kind: JobKind): Promise<Job | null> {
    if (this.#last?.kind !== kind) return null
    this.#running?.controller.abort()
    await this.#running?.ended
    return this.#last
  }

  /** Ends whatever runs. */
  async stop(): Promise<void> {
    this.#running?.controller.abort()
    await this.#running?.ended
  }

  async #perform(
    work: (run: JobRun) => Promise<object>,
    controller: AbortController,
  ): Promise<Job> {
    // The caller is answered first: a task that fails at once has still begun.
    await Promise.resolve()
    const { signal } = controller
    const report = (progress: object): void => {
      this.#change({ progress: { ...progress } })
    }
    try {
      const result = await work({ signal, report })
      return this.#end(
        signal.aborted ? { status: 'aborted' } : { status: 'done', result: { ...result } },
      )
    } catch (error) {
      if (signal.aborted) return this.#end({ status: 'aborted' })
      this.#logger.error({ err: error, job: this.#last?.kind }, 'task failed')
      return this.#end({ status: 'failed', error: (error as Error).message })
    }
  }

  #end(outcome: Partial<Job>): Job {
    this.#running = undefined
    const job = this.#change({ ...outcome, endedAt: new Date().toISOString() })
    this.#logger.info({ job: job.kind, status: job.status, result: job.result }, 'task ended')
    return job
  }

  #change(part: Partial<Job>): Job {
    this.#last = { ...(this.#last as Job), ...part }
    return this.#last
  }
}

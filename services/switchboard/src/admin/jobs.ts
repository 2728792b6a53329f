import { SwitchboardError, type Job, type JobKind } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'

/** What a long task is given, and how it tells of itself. */
export interface JobRun {
  signal: AbortSignal
  /** Replaces what is told of the task's progress. */
  report: (progress: object) => void
}

export interface BegunJob extends JobRun {
  /** Ends it with what it made; only the first end counts. */
  done: (result: object) => void
  /** Ends it without a result: aborted, or failed with this error. */
  broken: (error: unknown) => void
}

/** Long tasks, one at a time: begun, looked at, aborted. Only the last one is remembered, until a restart. */
export class Jobs {
  readonly #logger: Logger
  #last: Job | null = null
  #controller: AbortController | undefined
  #ended: Promise<void> = Promise.resolve()

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** The task under way, else the last one. */
  get last(): Job | null {
    return this.#last
  }

  /** The last task, if it is of this kind. */
  lastOf(kind: JobKind): Job | null {
    return this.#last?.kind === kind ? this.#last : null
  }

  /** Begins a task that its caller ends. TOO_MANY_REQUESTS while another runs. */
  begin(kind: JobKind): BegunJob {
    if (this.#controller)
      throw new SwitchboardError(
        'TOO_MANY_REQUESTS',
        `One long task runs at a time, and a ${this.#last?.kind} is under way.`,
      )
    const controller = new AbortController()
    const { signal } = controller
    this.#controller = controller
    this.#last = newJob(kind)
    this.#logger.info({ job: kind }, 'task began')
    let resolve!: () => void
    this.#ended = new Promise((resolveEnded) => (resolve = resolveEnded))
    const end = (outcome: Partial<Job>): void => {
      if (this.#controller !== controller) return
      this.#controller = undefined
      this.#end(outcome)
      resolve()
    }
    return {
      signal,
      report: (progress) => this.#change(controller, { progress: { ...progress } }),
      done: (result) => end({ status: 'done', result: { ...result } }),
      broken: (error) =>
        end(signal.aborted ? { status: 'aborted' } : { status: 'failed', error: textOf(error) }),
    }
  }

  /** Begins a task in the background, or answers with the one of this kind that is under way. */
  start(kind: JobKind, work: (run: JobRun) => Promise<object>): Job {
    if (this.#controller && this.#last?.kind === kind) return this.#last
    const job = this.begin(kind)
    void work(job).then(job.done, job.broken)
    return this.#last as Job
  }

  /** Aborts the task of this kind, if one runs; resolves when it is over. */
  async abort(kind: JobKind): Promise<Job | null> {
    if (this.#last?.kind !== kind) return null
    await this.stop()
    return this.#last
  }

  /** Aborts whatever runs; resolves when it is over. */
  async stop(): Promise<void> {
    this.#controller?.abort()
    await this.#ended
  }

  #change(controller: AbortController, part: Partial<Job>): void {
    if (this.#controller === controller && this.#last) this.#last = { ...this.#last, ...part }
  }

  #end(outcome: Partial<Job>): void {
    if (this.#last === null) return
    this.#last = { ...this.#last, ...outcome, endedAt: new Date().toISOString() }
    const { kind: job, status, error } = this.#last
    if (error === null) this.#logger.info({ job, status }, 'task ended')
    else this.#logger.error({ job, error }, 'task failed')
  }
}

function newJob(kind: JobKind): Job {
  const startedAt = new Date().toISOString()
  return {
    kind,
    status: 'running',
    startedAt,
    endedAt: null,
    progress: null,
    result: null,
    error: null,
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

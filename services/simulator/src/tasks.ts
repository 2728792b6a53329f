import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Work that goes on after its request was answered: deliveries, webhooks, callbacks. It owns their
 * timers; `stop` aborts all and waits for them.
 */
export class Tasks {
  readonly #abort = new AbortController()
  readonly #running = new Set<Promise<void>>()

  constructor(readonly report: (error: unknown) => void) {}

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  run(work: () => Promise<void>): void {
    if (this.signal.aborted) return
    const task = work()
      .catch((error: unknown) => {
        if (!this.signal.aborted) this.report(error)
      })
      .finally(() => this.#running.delete(task))
    this.#running.add(task)
  }

  /** Rejects with an AbortError when the simulator stops. */
  async sleep(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.signal })
  }

  async stop(): Promise<void> {
    this.#abort.abort()
    await Promise.all(this.#running)
  }
}

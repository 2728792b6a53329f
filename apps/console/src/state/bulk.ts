import { SwitchboardError, type OperationInput } from '@switchboard/protocol'
import { createStore, type Readable } from './store.ts'
import { toError } from './to-error.ts'
import type { Wire } from './wire.ts'

type BulkArgs = OperationInput<'bulk'>
type WithoutNumbers<T> = T extends { numbers: string[] } ? Omit<T, 'numbers'> : never
/** What is done to all of them. */
export type BulkAction = WithoutNumbers<BulkArgs>

/** Why one of them was not done. */
export interface BulkRefusal {
  number: string
  error: Pick<SwitchboardError, 'code' | 'message'>
}

/** How far a request for many has come. */
export interface BulkRun {
  action: BulkAction['action']
  total: number
  /** Those that were answered, done or refused. */
  answered: number
  refused: readonly BulkRefusal[]
  isRunning: boolean
}

/** What the switchboard takes at once. */
const MAX_NUMBERS = 100

interface BulkOptions {
  wire: () => Wire
  /** These are done. */
  onDone: (numbers: readonly string[]) => void
}

/** Does the same to many Conversations, a hundred at a time, and keeps what was refused. One run at a time. */
export class Bulk {
  readonly #options: BulkOptions
  readonly #store = createStore<BulkRun | null>(null)

  constructor(options: BulkOptions) {
    this.#options = options
  }

  get store(): Readable<BulkRun | null> {
    return this.#store
  }

  /** Resolves with those that are done. */
  async run(numbers: readonly string[], action: BulkAction): Promise<string[]> {
    if (numbers.length === 0 || this.#store.get()?.isRunning) return []
    const done: string[] = []
    const total = numbers.length
    const start: BulkRun = {
      action: action.action,
      total,
      answered: 0,
      refused: [],
      isRunning: true,
    }
    this.#store.set(start)
    for (let from = 0; from < total; from += MAX_NUMBERS) {
      const part = numbers.slice(from, from + MAX_NUMBERS)
      const refused = await this.#ask(part, action)
      const isLost = refused.length === part.length && refused.every(({ error }) => isLoss(error))
      // Without a connection the rest would fare no better.
      const left = isLost ? numbers.slice(from + MAX_NUMBERS) : []
      done.push(
        ...this.#tell(part, [...refused, ...left.map((number) => ({ number, error: lost }))]),
      )
      if (isLost) break
    }
    this.#store.update((run) => run && { ...run, isRunning: false })
    if (this.#store.get()?.refused.length === 0) this.#store.set(null)
    return done
  }

  /** What was refused is read. */
  clear(): void {
    if (!this.#store.get()?.isRunning) this.#store.set(null)
  }

  async #ask(numbers: string[], action: BulkAction): Promise<BulkRefusal[]> {
    try {
      const args: BulkArgs = { ...action, numbers }
      const { results } = await this.#options.wire().ask('bulk', args)
      return results.flatMap(({ number, error }) =>
        error ? { number, error: errorOf(error) } : [],
      )
    } catch (error) {
      return numbers.map((number) => ({ number, error: toError(error) }))
    }
  }

  /** What of it is done. */
  #tell(asked: readonly string[], refused: readonly BulkRefusal[]): string[] {
    const not = new Set(refused.map(({ number }) => number))
    const done = asked.filter((number) => !not.has(number))
    this.#options.onDone(done)
    this.#store.update(
      (run) =>
        run && {
          ...run,
          answered: run.answered + asked.length,
          refused: [...run.refused, ...refused],
        },
    )
    return done
  }
}

const lost = new SwitchboardError('UNAVAILABLE', 'There is no connection right now.')

function isLoss({ code }: { code: string }): boolean {
  return code === lost.code
}

/** A refusal of one; a code that is newer than this page is told by its message. */
function errorOf({ code, message }: { code: string; message: string }): BulkRefusal['error'] {
  return { code: code as SwitchboardError['code'], message }
}

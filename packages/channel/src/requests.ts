import {
  SwitchboardError,
  type OperationInput,
  type OperationName,
  type OperationResult,
  type ResponseFrame,
  type TimelineEntry,
} from '@switchboard/protocol'

export type OperationResults = { [K in OperationName]: OperationResult<K> }

/** What a browser is answered: as the switchboard answers, but entries as the gateway's pipeline leaves them. */
export type ConsoleResults = Omit<OperationResults, 'entries'> & {
  entries: Omit<OperationResults['entries'], 'entries'> & { entries: TimelineEntry[] }
}

export interface RequestFrame {
  type: 'request'
  /** Unique among the requests of one connection. */
  id: string
  op: OperationName
  args: unknown
}

export interface RequestsOptions<Extra> {
  /** False when it cannot be sent now. */
  send: (request: RequestFrame & Extra) => boolean
  /** How long an answer may take. */
  timeoutMs?: number
  maxInFlight?: number
}

interface Waiting {
  resolve: (result: never) => void
  reject: (error: SwitchboardError) => void
  timer: ReturnType<typeof setTimeout>
}

/**
 * Requests over a connection and their answers. A request that was not answered is rejected with UNAVAILABLE,
 * which does not tell whether it was carried out; the owner gives it every response and every disconnect.
 */
export class Requests<
  Extra extends object = object,
  Results extends Record<OperationName, unknown> = OperationResults,
> {
  readonly #send: RequestsOptions<Extra>['send']
  readonly #timeoutMs: number
  readonly #maxInFlight: number
  readonly #waiting = new Map<string, Waiting>()
  #lastId = 0

  constructor({ send, timeoutMs = 15_000, maxInFlight = 1_000 }: RequestsOptions<Extra>) {
    this.#send = send
    this.#timeoutMs = timeoutMs
    this.#maxInFlight = maxInFlight
  }

  get inFlight(): number {
    return this.#waiting.size
  }

  /** Rejects with the error the peer answered, with UNAVAILABLE, or with TOO_MANY_REQUESTS at the bound. */
  ask<K extends OperationName>(
    op: K,
    args: OperationInput<K>,
    ...[extra]: keyof Extra extends never ? [] : [Extra]
  ): Promise<Results[K]> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.size >= this.#maxInFlight) {
        return reject(new SwitchboardError('TOO_MANY_REQUESTS', 'Too many requests are waiting.'))
      }
      const id = String((this.#lastId += 1))
      const timer = setTimeout(() => this.#timedOut(id, op), this.#timeoutMs)
      this.#waiting.set(id, { resolve, reject, timer })
      const request = { type: 'request', id, op, args, ...extra } as RequestFrame & Extra
      if (!this.#send(request)) this.#take(id)?.reject(unavailable())
    })
  }

  /** Gives an answer to whoever asked; one that comes too late is dropped. */
  answer({ id, result, error }: ResponseFrame): void {
    const waiting = this.#take(id)
    if (error === undefined) waiting?.resolve(result as never)
    else {
      const { code, message, data } = error
      waiting?.reject(new SwitchboardError(code, message, data === undefined ? {} : { data }))
    }
  }

  /** The connection is gone, and with it every answer. */
  disconnected(): void {
    for (const id of this.#waiting.keys()) this.#take(id)?.reject(unavailable())
  }

  #timedOut(id: string, op: string): void {
    const message = `No answer to ${op} within ${this.#timeoutMs} ms.`
    this.#take(id)?.reject(new SwitchboardError('UNAVAILABLE', message))
  }

  #take(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    clearTimeout(waiting?.timer)
    return waiting
  }
}

function unavailable(): SwitchboardError {
  return new SwitchboardError('UNAVAILABLE', 'There is no connection right now.')
}

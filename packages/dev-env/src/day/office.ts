import { MemoryStore } from '@switchboard/history'
import { SwitchboardError, type OperationInput, type OperationName } from '@switchboard/protocol'
import {
  InProcessSwitchboard,
  type InProcessOptions,
  type Report,
  type Webhook,
} from '@switchboard/switchboard/in-process'
import type { DayClock } from './day-clock.ts'

export interface OfficeOptions {
  clock: DayClock
  line: string
  send: InProcessOptions['send']
}

/** The switchboard as the others reach it: there or not, and one history through all of it. */
export class Office {
  readonly #options: OfficeOptions
  #store: MemoryStore
  #switchboard: InProcessSwitchboard | undefined

  constructor(options: OfficeOptions) {
    this.#options = options
    this.#store = new MemoryStore({ now: options.clock.now })
  }

  get store(): MemoryStore {
    return this.#store
  }

  /** Undefined while it is down. */
  get switchboard(): InProcessSwitchboard | undefined {
    return this.#switchboard
  }

  async open(): Promise<InProcessSwitchboard> {
    const switchboard = new InProcessSwitchboard({ ...this.#options, store: this.#store })
    await switchboard.start()
    this.#switchboard = switchboard
    return switchboard
  }

  async close(): Promise<void> {
    const switchboard = this.#switchboard
    this.#switchboard = undefined
    await switchboard?.stop()
    this.#store = this.#store.reopened()
  }

  /** A webhook; rejects with UNAVAILABLE when nobody is there to answer it. */
  receive(webhook: Webhook): Promise<string> {
    return this.#options.clock.during(this.#there().receive(webhook))
  }

  request<K extends OperationName>(session: string, op: K, args: OperationInput<K>) {
    return this.#options.clock.during(this.#there().request(session, op, args))
  }

  report(gateway: symbol, report: Report | undefined): void {
    this.#switchboard?.report(gateway, report)
  }

  #there(): InProcessSwitchboard {
    if (this.#switchboard) return this.#switchboard
    throw new SwitchboardError('UNAVAILABLE', 'The switchboard is down.')
  }
}

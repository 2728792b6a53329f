import { setTimeout as sleep } from 'node:timers/promises'
import type { PhoneBusyHour } from '@switchboard/protocol'
import { receiveText } from '../carrier/receive-text.ts'
import type { Context } from '../context.ts'
import { addPhone, defaultLine, MAX_PHONES } from '../phone/desk.ts'
import type { Message } from '../store/model.ts'
import { ScriptedCustomer } from './customer.ts'
import { scripts } from './scripts.ts'

const MINUTES = 60

/**
 * Customers who text by a script, so that a newcomer sees a team's hour in a few minutes: they write, wait,
 * answer what they are told and lose their patience when nobody does. One hour runs at a time.
 */
export class BusyHour {
  #run: AbortController | null = null
  #state: PhoneBusyHour = { running: false, minute: 0, texts: 0 }

  constructor(readonly onChange: (state: PhoneBusyHour) => void) {}

  get state(): PhoneBusyHour {
    return { ...this.#state }
  }

  /** Begins a new hour; one that runs already goes on. */
  start(context: Context): PhoneBusyHour {
    if (this.#run) return this.state
    const run = new AbortController()
    this.#run = run
    this.#tell({ running: true, minute: 0, texts: 0 })
    context.tasks.run(() => this.#play(context, run.signal))
    return this.state
  }

  stop(): void {
    this.#run?.abort()
  }

  async #play(context: Context, stopped: AbortSignal): Promise<void> {
    const { store, tasks, config } = context
    const signal = AbortSignal.any([stopped, tasks.signal])
    const customers = new Map(
      scripts.map((script) => [script.number, new ScriptedCustomer(script)]),
    )
    const onMessage = (message: Message): void => {
      if (isAnswer(message)) customers.get(message.to)?.answered()
    }
    store.on('message', onMessage)
    try {
      for (let minute = 0; minute < MINUTES; minute += 1) {
        this.#tell({ ...this.#state, minute })
        for (const customer of customers.values()) this.#write(context, customer, minute)
        await sleep(config.busyMinuteMs, undefined, { signal })
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      store.off('message', onMessage)
      this.#run = null
      this.#tell({ ...this.#state, running: false })
    }
  }

  #write(context: Context, customer: ScriptedCustomer, minute: number): void {
    const body = customer.next(minute)
    if (body === null) return
    const { name, number } = customer.script
    const { store } = context
    // Where the desk is full they text all the same, as strangers do.
    if (!store.phones.has(number) && store.phones.size < MAX_PHONES) addPhone(context, name, number)
    receiveText(context, defaultLine(context), { from: number, body, pictures: [] })
    this.#tell({ ...this.#state, texts: this.#state.texts + 1 })
  }

  #tell(state: PhoneBusyHour): void {
    this.#state = state
    this.onChange(this.state)
  }
}

function isAnswer({ direction, status, automatic }: Message): boolean {
  return direction === 'outbound-api' && status === 'delivered' && !automatic
}

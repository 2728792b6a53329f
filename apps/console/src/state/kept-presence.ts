import { chosenPresences, type ChosenPresence } from '@switchboard/protocol'
import { isOnline, type ConsoleState } from './console-state.ts'
import type { KeyValue } from './kept.ts'
import { own } from './own.ts'
import type { Readable } from './store.ts'

interface KeptPresenceOptions {
  state: Readable<ConsoleState>
  /** Tells the switchboard; what it made of it comes as presence. */
  say: (presence: ChosenPresence) => Promise<unknown>
  storage: KeyValue | null
}

/**
 * Holds what a person chose to be, busy or away, over a switchboard that starts anew and knows nothing of
 * it: a lunch must not become "here". Lives as long as the tab. What another tab or device chose since
 * counts as soon as it is seen.
 */
export class KeptPresence {
  readonly #options: KeptPresenceOptions
  readonly #key: string
  readonly #unfollow: () => void
  #before: ConsoleState
  /** `said`: the switchboard knows; `told`: everybody was told of it, so whatever comes after overrules it. */
  #stands: 'unsaid' | 'said' | 'told' = 'unsaid'

  constructor(options: KeptPresenceOptions) {
    this.#options = options
    this.#before = options.state.get()
    this.#key = `switchboard:presence:${this.#before.me.id}`
    this.#unfollow = options.state.subscribe(() => this.#follow())
    globalThis.addEventListener?.('pagehide', this.#leave)
  }

  /** The person chose this, and the switchboard knows. */
  chose(presence: ChosenPresence): void {
    this.#stands = 'said'
    this.#keep(presence)
  }

  #keep(presence: ChosenPresence): void {
    const { storage } = this.#options
    try {
      if (presence === 'available') storage?.removeItem(this.#key)
      else storage?.setItem(this.#key, presence)
    } catch {
      // A choice that cannot be kept holds until the switchboard starts anew.
    }
  }

  close(): void {
    this.#unfollow()
    globalThis.removeEventListener?.('pagehide', this.#leave)
  }

  #follow(): void {
    const [before, now] = [this.#before, this.#options.state.get()]
    this.#before = now
    if (isOnline(before) && !isOnline(now)) this.#broke(before)
    if (!isOnline(before) && isOnline(now)) void this.#sayAgain()
    const isInForce = own(now.presence, now.me.id) === this.#kept()
    if (this.#stands === 'said' && isInForce) this.#stands = 'told'
  }

  #broke(before: ConsoleState): void {
    this.#forgetIfOverruled(before)
    this.#stands = 'unsaid'
  }

  /** Before a reload, too. */
  readonly #leave = (): void => {
    if (isOnline(this.#before)) this.#forgetIfOverruled(this.#before)
  }

  /** What was in force until the connection broke is what was chosen last, wherever that was. */
  #forgetIfOverruled({ presence, me }: ConsoleState): void {
    const last = own(presence, me.id)
    if (this.#stands === 'told' && last !== this.#kept()) this.#keep('available')
  }

  /** In any case: what is told of presence just after a break may be from before it. */
  async #sayAgain(): Promise<void> {
    const kept = this.#kept()
    if (kept === null) return
    try {
      await this.#options.say(kept)
      this.#stands = 'said'
    } catch {
      // The rail shows what is; the next connection says it again.
    }
  }

  #kept(): ChosenPresence | null {
    try {
      const kept = this.#options.storage?.getItem(this.#key)
      return chosenPresences.find((word) => word === kept) ?? null
    } catch {
      return null
    }
  }
}

import { isKeyHeld } from './held-key.ts'
import { createStore } from './store.ts'
import type { Thread } from './thread.ts'

/** How many stand ready at most. */
const MOST = 3
/** To draw one takes about as long as to open it: whatever a person does comes first. */
const APART_MS = 20
/** Where nothing is wanted after a thread was opened, what is of no use any more goes then. */
const AFTER_OPENING_MS = 2000

interface ReadyThreadsOptions {
  /** What would be shown of it, if it were opened; undefined when that may not be all of it. */
  known: (number: string) => Thread | undefined
}

/**
 * The threads that are likely to be opened next, as they would be shown, so that they can be drawn before anybody
 * does; and the one that was left, until there is time to take it away.
 */
export class ReadyThreads {
  readonly threads = createStore<readonly Thread[]>([])
  readonly #options: ReadyThreadsOptions
  /** The likeliest first. */
  #likely: readonly string[] = []
  #left: Thread | undefined
  /** The likeliest is pressed. */
  #isPressed = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ReadyThreadsOptions) {
    this.#options = options
  }

  /** Likelier than what was likely until now. */
  want(numbers: readonly string[]): void {
    this.#likelier(numbers)
    this.#isPressed = false
    this.#in(APART_MS)
  }

  /** More is known of it now. */
  learned(number: string): void {
    if (this.#likely.includes(number) && !this.#isPressed) this.#in(APART_MS)
  }

  /** It is about to be opened: nothing else is drawn before that. A hand holds it for longer than that takes. */
  press(number: string): void {
    this.#likelier([number])
    this.#isPressed = true
    this.#in(APART_MS)
  }

  /** What is opened: as it stands ready, where that is what is known of it. */
  take(known: Thread): Thread {
    // Nothing else is drawn before it.
    this.#isPressed = false
    this.#in(AFTER_OPENING_MS)
    const ready = this.#readyAs(known)
    this.threads.update((threads) => threads.filter((thread) => thread !== ready))
    return ready ?? known
  }

  /** It stays as it is, as does all else, until what is opened instead is there; and may be opened again. */
  leave(thread: Thread): void {
    this.threads.set([...this.#untouched(), thread])
    this.#left = thread
    this.#likelier([thread.number])
  }

  forget(): void {
    clearTimeout(this.#timer)
    this.#likely = []
    this.#left = undefined
    this.threads.set([])
  }

  #likelier(numbers: readonly string[]): void {
    // One of them may be the one that is open.
    this.#likely = [...new Set([...numbers, ...this.#likely])].slice(0, MOST + 1)
  }

  #in(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#prepare(), ms)
  }

  /** One at a time, and none while somebody only passes. */
  #prepare(): void {
    if (isKeyHeld()) return this.#in(APART_MS)
    const likely = this.#isPressed ? this.#likely.slice(0, 1) : this.#likely
    const known = likely.flatMap((number) => this.#options.known(number) ?? []).slice(0, MOST)
    const [next, ...later] = known.filter((thread) => !this.#readyAs(thread))
    if (this.#isPressed) return this.#add(next)
    const ready = known.map((thread) => this.#readyAs(thread) ?? thread)
    this.threads.set(ready.filter((thread) => !later.includes(thread)))
    this.#left = undefined
    if (later.length > 0) this.#in(APART_MS)
  }

  /** What was pressed, beside what is there. Where it is not opened after all, the rest is as it was a while later. */
  #add(thread: Thread | undefined): void {
    this.#isPressed = false
    this.#in(AFTER_OPENING_MS)
    if (thread) this.threads.update((threads) => [...threads.slice(-MOST), thread])
  }

  #readyAs(known: Thread): Thread | undefined {
    return this.#untouched().find(
      ({ number, entries, unreadAfter }) =>
        number === known.number && entries === known.entries && unreadAfter === known.unreadAfter,
    )
  }

  #untouched(): Thread[] {
    return this.threads.get().filter((thread) => thread !== this.#left)
  }
}

import { isKeyHeld } from './held-key.ts'
import { createStore } from './store.ts'
import type { Thread } from './thread.ts'

/** How many stand ready at most, besides one that is pressed. */
const MOST = 3
/** To draw one takes about as long as to open it: whatever a person does comes first. */
const APART_MS = 20
/** Where nothing came of a press, or of opening a thread, it goes on as before. */
const GIVES_UP_MS = 2000

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
  /** A person is about to open it. */
  #pressed: string | undefined
  #isOpening = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ReadyThreadsOptions) {
    this.#options = options
  }

  /** Until what is opened is there, or what is pressed is opened, nothing is done for any other. */
  isOpeningOther(number: string): boolean {
    return this.#isOpening && this.#pressed !== number
  }

  /** What stands beside the one that was opened, once that is there: likelier than what was likely until now. */
  want(numbers: readonly string[]): void {
    this.#likelier(numbers)
    if (this.#pressed !== undefined) return
    this.#isOpening = false
    this.#prepareSoon()
  }

  /** The pointer came to it. */
  rest(number: string): void {
    this.#likelier([number])
    if (!this.#isOpening) this.#prepareSoon()
  }

  /** Nothing else is drawn before it is opened. A hand holds it for longer than that takes. */
  press(number: string): void {
    this.#likelier([number])
    this.#pressed = number
    this.#isOpening = true
    this.#prepareSoon()
  }

  /** More is known of it now. */
  learned(number: string): void {
    const isLikely = !this.#isOpening && this.#likely.includes(number)
    if (number === this.#pressed || isLikely) this.#prepareSoon()
  }

  /** What is opened: as it stands ready, where that is what is known of it. */
  take(known: Thread): Thread {
    this.#pressed = undefined
    this.#isOpening = true
    this.#giveUpLater()
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
    this.#pressed = undefined
    this.#isOpening = false
    this.threads.set([])
  }

  #likelier(numbers: readonly string[]): void {
    // One of them may be the one that is open.
    this.#likely = [...new Set([...numbers, ...this.#likely])].slice(0, MOST + 1)
  }

  #prepareSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#prepare(), APART_MS)
  }

  /** What is pressed may be let go elsewhere, what is opened may not be to be had. */
  #giveUpLater(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#pressed = undefined
      this.#isOpening = false
      this.#prepare()
    }, GIVES_UP_MS)
  }

  /** None while somebody only passes. */
  #prepare(): void {
    if (isKeyHeld()) this.#prepareSoon()
    else if (this.#pressed === undefined) this.#prepareNext()
    else this.#preparePressed(this.#pressed)
  }

  /** One at a time. */
  #prepareNext(): void {
    const known = this.#likely.flatMap((number) => this.#options.known(number) ?? []).slice(0, MOST)
    const [, ...later] = known.filter((thread) => !this.#readyAs(thread))
    const ready = known.map((thread) => this.#readyAs(thread) ?? thread)
    this.threads.set(ready.filter((thread) => !later.includes(thread)))
    this.#left = undefined
    if (later.length > 0) this.#prepareSoon()
  }

  /** Beside those that are there, which it does not take away before it is opened. */
  #preparePressed(number: string): void {
    this.#giveUpLater()
    const thread = this.#options.known(number)
    if (!thread || this.#readyAs(thread)) return
    this.threads.update((threads) => [...threads.slice(0, MOST + 1), thread])
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

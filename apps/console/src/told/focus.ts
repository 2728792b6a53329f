/** What one tab says of itself to the others of its browser. */
interface Said {
  tab: string
  /** The thread in sight in a focused window; null: another page, or the window is not looked at. */
  looksAt: string | null
  /** Whether the browser lets it be heard. */
  canPlay: boolean
  /** It was just opened and does not tell yet: nobody leaves it to it. */
  isNew?: boolean
  isGone?: boolean
}

/** The part of BroadcastChannel this needs; replaceable in tests. */
export interface Channel {
  postMessage(said: Said): void
  addEventListener(type: 'message', hear: (event: { data: Said }) => void): void
  close(): void
}

/** How often a tab says that it is there; a hidden one gets round to it once a minute at least. */
const REPEAT_MS = 30_000
/** A tab that was just opened leaves it to the others until they had time to say that they are there. */
const SETTLE_MS = 1_500
/** Who says nothing for so long has crashed. */
const FORGET_MS = 150_000

type Other = Pick<Said, 'looksAt' | 'canPlay' | 'isNew'> & { at: number }

/** A page that nobody has clicked or typed in since it was loaded stays silent. */
const wasTouched = (): boolean => navigator.userActivation?.hasBeenActive ?? true

interface FocusOptions {
  canPlay?: () => boolean
  settleMs?: number
}

/** Which threads are in sight in the tabs of this browser, so that nobody is told of what they look at. */
export class Focus {
  readonly #channel: Channel | null
  readonly #tab = Math.random().toString(36).slice(2)
  readonly #others = new Map<string, Other>()
  readonly #canPlay: () => boolean
  readonly #settles: ReturnType<typeof setTimeout> | undefined
  readonly #repeat: ReturnType<typeof setInterval> | undefined
  #looksAt: string | null = null
  #saidCanPlay = false
  #isNew: boolean

  constructor(
    channel: Channel | null,
    { canPlay = wasTouched, settleMs = SETTLE_MS }: FocusOptions = {},
  ) {
    this.#channel = channel
    this.#canPlay = canPlay
    this.#isNew = channel !== null && settleMs > 0
    if (!channel) return
    if (this.#isNew) this.#settles = setTimeout(() => this.#settle(), settleMs)
    channel.addEventListener('message', ({ data }) => {
      if (data.isGone) return void this.#others.delete(data.tab)
      const isNew = !this.#others.has(data.tab)
      this.#others.set(data.tab, { ...data, at: Date.now() })
      if (isNew) this.#say()
    })
    this.#repeat = setInterval(() => this.#say(), REPEAT_MS)
    this.#say()
  }

  /** The thread in sight here, or null. */
  look(number: string | null): void {
    if (number === this.#looksAt) return this.touched()
    this.#looksAt = number
    this.#say()
  }

  /** Somebody clicked or typed here, or the browser lets it be heard for another reason: the others are to know. */
  touched(): void {
    if (this.#canPlay() !== this.#saidCanPlay) this.#say()
  }

  isInSight(number: string): boolean {
    return this.#looksAt === number || this.#present().some(([, { looksAt }]) => looksAt === number)
  }

  /** Of the tabs of one browser one tells: one that can be heard, and of those the one whose name comes first. */
  get isTeller(): boolean {
    if (this.#isNew) return false
    // As the others know it: else two tabs, each by what it knows, would both tell.
    const canPlay = this.#saidCanPlay
    return this.#present().every(([tab, other]) => {
      if (other.isNew) return true
      return canPlay === other.canPlay ? this.#tab < tab : canPlay
    })
  }

  /** The page goes, perhaps to be loaded anew: the others need not wait for it as for one that crashed. */
  leave(): void {
    this.#looksAt = null
    this.#channel?.postMessage({ tab: this.#tab, looksAt: null, canPlay: false, isGone: true })
  }

  /** It did not go after all. */
  stay(): void {
    this.#say()
  }

  close(): void {
    clearInterval(this.#repeat)
    clearTimeout(this.#settles)
    this.leave()
    this.#channel?.close()
  }

  #settle(): void {
    this.#isNew = false
    this.#say()
  }

  #present(): [tab: string, said: Other][] {
    const forgotten = Date.now() - FORGET_MS
    return [...this.#others].filter(([, { at }]) => at > forgotten)
  }

  #say(): void {
    this.#saidCanPlay = this.#canPlay()
    this.#channel?.postMessage({
      tab: this.#tab,
      looksAt: this.#looksAt,
      canPlay: this.#saidCanPlay,
      ...(this.#isNew && { isNew: true }),
    })
  }
}

export function openFocusChannel(): Channel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('switchboard:focus')
}

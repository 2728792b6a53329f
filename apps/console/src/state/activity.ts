import type { AgentActivity, BrowserFrame } from '@switchboard/protocol'
import { AtRest } from './at-rest.ts'
import { followHeldKey } from './held-key.ts'
import { own } from './own.ts'

/** What a person does, as the gateway is told. */
export type Doing = Omit<Extract<BrowserFrame, { type: 'activity' }>, 'type'>

/** Who views or types where, by the Customer's number. */
export type Activity = Readonly<Record<string, readonly AgentActivity[]>>

export const noActivity: Activity = {}

/** By number; where nothing changed the same list stays, so that only rows it concerns are drawn anew. */
export function activityByNumber(before: Activity, told: readonly AgentActivity[]): Activity {
  const next = new Map<string, AgentActivity[]>()
  for (const one of told) next.set(one.number, [...(next.get(one.number) ?? []), one])
  return Object.fromEntries(
    [...next].map(([number, list]) => [number, sameOr(own(before, number), list)]),
  )
}

function sameOr(
  before: readonly AgentActivity[] | undefined,
  list: AgentActivity[],
): readonly AgentActivity[] {
  const isSame = JSON.stringify(before) === JSON.stringify(list)
  return isSame && before ? before : list
}

/** Who says nothing for 10 s is forgotten; so it is said again well before. */
const REPEAT_MS = 4_000
/** After this long without a key nobody types any more. */
const TYPING_MS = 5_000
/** A tab nobody touched for this long is idle; from then on the switchboard counts until one is away. */
const IDLE_MS = 30_000
/** A pointer moves often; this often is enough to know of it. */
const TOUCH_MS = 1_000

interface ReporterOptions {
  say: (doing: Doing) => void
  /** Whether the window can be seen; replaceable in tests. */
  isVisible?: () => boolean
}

/**
 * Tells the gateway what its person looks at and writes in. Said at each change and again while there is
 * something to say; of a window out of sight nothing is told but that.
 */
export class ActivityReporter {
  readonly #options: Required<ReporterOptions>
  #viewing: string | null = null
  #typingIn: string | null = null
  #isIdle = false
  #touchedAt = 0
  #said = ''
  #repeat: ReturnType<typeof setInterval> | undefined
  #stopTyping: ReturnType<typeof setTimeout> | undefined
  #becomeIdle: ReturnType<typeof setTimeout> | undefined
  readonly #atRest = new AtRest()

  constructor(options: ReporterOptions) {
    this.#options = { isVisible: () => document.visibilityState === 'visible', ...options }
    this.#becomeIdle = setTimeout(() => this.#idle(), IDLE_MS)
  }

  /** The open thread, or none. */
  view(number: string | null): void {
    if (this.#typingIn !== number) this.#typingIn = null
    // Whatever else is told meanwhile says nothing of a thread one only passes over.
    this.#atRest.do(() => {
      this.#viewing = number
      this.#tell()
    })
  }

  /** A key that changed the text. */
  type(number: string): void {
    this.#typingIn = number
    clearTimeout(this.#stopTyping)
    this.#stopTyping = setTimeout(() => this.rest(), TYPING_MS)
    this.#tell()
  }

  /** Sent, left, or a pause: nobody types any more. */
  rest(): void {
    clearTimeout(this.#stopTyping)
    this.#typingIn = null
    this.#tell()
  }

  /** Somebody moved a pointer or pressed a key in this tab. */
  touch(): void {
    const now = Date.now()
    if (!this.#isIdle && now - this.#touchedAt < TOUCH_MS) return
    this.#touchedAt = now
    clearTimeout(this.#becomeIdle)
    this.#becomeIdle = setTimeout(() => this.#idle(), IDLE_MS)
    this.#isIdle = false
    this.#tell()
  }

  /** The window came into sight or went out of it. */
  looked(): void {
    if (!this.#options.isVisible()) return this.rest()
    this.#tell()
  }

  /** A new connection knows nothing of what was said. */
  again(): void {
    this.#said = ''
    this.#tell()
  }

  close(): void {
    this.#atRest.cancel()
    clearInterval(this.#repeat)
    clearTimeout(this.#stopTyping)
    clearTimeout(this.#becomeIdle)
  }

  #idle(): void {
    this.#isIdle = true
    this.#tell()
  }

  #tell(): void {
    const said = this.#now()
    const words = JSON.stringify(said)
    if (words === this.#said) return
    this.#said = words
    this.#options.say(said)
    clearInterval(this.#repeat)
    if (said.viewing !== null)
      this.#repeat = setInterval(() => this.#options.say(this.#now()), REPEAT_MS)
  }

  #now(): Doing {
    const viewing = this.#options.isVisible() ? this.#viewing : null
    const typing = viewing !== null && this.#typingIn === viewing
    return { viewing, typing, idle: this.#isIdle }
  }
}

/** Reports what happens on this page to a reporter, until the answer is called. */
export function followPage(reporter: ActivityReporter): () => void {
  const ends = new AbortController()
  const { signal } = ends
  const touch = (): void => reporter.touch()
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'])
    addEventListener(event, touch, { signal, passive: true, capture: true })
  document.addEventListener('visibilitychange', () => reporter.looked(), { signal })
  followHeldKey(signal)
  return () => ends.abort()
}

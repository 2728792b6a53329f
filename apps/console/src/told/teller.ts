import { formatNumber, type ConsoleFrame } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import type { ConsoleState } from '../state/console-state.ts'
import { preferences } from '../state/preferences.ts'
import type { Readable } from '../state/store.ts'
import { threadPath } from '../thread-path.ts'
import { showDesktop, type DesktopNotice } from './desktop.ts'
import type { Focus } from './focus.ts'
import { newsOf, type News } from './news.ts'
import { playSound, unheard } from './sound.ts'

/** Sounds come this far apart at least. */
const SOUND_GAP_MS = 1_500
/** So many assignments are known to have been told; the one told longest ago goes first. */
const GIVEN_KEPT = 1_000

interface TellerOptions {
  state: Readable<ConsoleState>
  focus: Focus
  navigate: (path: string) => void
  show?: (notice: DesktopNotice) => boolean
  play?: () => Promise<boolean>
}

/** Tells a person of what came, by notification and by sound, as they chose; quiet while they chose to be away. */
export class Teller {
  readonly #options: Required<TellerOptions>
  /** By number, the assignment that was told: after a break the same may come again. */
  readonly #given = new Map<string, number>()
  #soundedAt = -Infinity

  constructor(options: TellerOptions) {
    this.#options = { show: showDesktop, play: playSound, ...options }
  }

  /** A frame that is about to be applied. */
  hear(frame: ConsoleFrame): void {
    const before = this.#options.state.get()
    const news = newsOf(before, frame).filter(
      (one) => this.#isNew(one) && this.#concerns(before, one),
    )
    if (news.length === 0 || !this.#options.focus.isTeller) return
    const { desktop, sound } = preferences.get()
    if (desktop) for (const one of news) this.#show(one)
    if (sound) this.#sound()
  }

  #isNew({ number, assignment }: News): boolean {
    if (assignment === undefined) return true
    const isTold = this.#given.get(number) === assignment
    this.#given.delete(number)
    this.#given.set(number, assignment)
    const [oldest] = this.#given.keys()
    if (this.#given.size > GIVEN_KEPT && oldest !== undefined) this.#given.delete(oldest)
    return !isTold
  }

  #concerns({ isAway }: ConsoleState, { number }: News): boolean {
    return !isAway && !this.#options.focus.isInSight(number)
  }

  #show({ kind, number, name, body }: News): void {
    this.#options.show({
      tag: `switchboard:${number}`,
      title: words().told[kind](name ?? formatNumber(number)),
      body: body.slice(0, 200),
      onClick: () => this.#options.navigate(threadPath(number)),
    })
  }

  #sound(): void {
    const now = performance.now()
    if (now - this.#soundedAt < SOUND_GAP_MS) return
    this.#soundedAt = now
    void this.#options.play().then((isPlayed) => unheard.set(!isPlayed))
  }
}

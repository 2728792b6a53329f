import { formatNumber, type ConsoleFrame } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import type { ConsoleState } from '../state/console-state.ts'
import { own } from '../state/own.ts'
import { preferences } from '../state/preferences.ts'
import type { Readable } from '../state/store.ts'
import { threadPath } from '../thread-path.ts'
import { showDesktop, type DesktopNotice } from './desktop.ts'
import type { Focus } from './focus.ts'
import { newsOf, type News } from './news.ts'
import { playSound } from './sound.ts'

/** How long after one's own click a Conversation's arrival is no news. */
const OWN_DEED_MS = 10_000
/** Sounds come this far apart at least. */
const SOUND_GAP_MS = 1_500

interface TellerOptions {
  state: Readable<ConsoleState>
  focus: Focus
  navigate: (path: string) => void
  show?: (notice: DesktopNotice) => boolean
  play?: () => Promise<boolean>
}

/** Tells a person of what came, by notification and by sound, as they chose; quiet while they are away. */
export class Teller {
  readonly #options: Required<TellerOptions>
  readonly #ownDeeds = new Map<string, number>()
  #soundedAt = -Infinity

  constructor(options: TellerOptions) {
    this.#options = { show: showDesktop, play: playSound, ...options }
  }

  /** What this person just did to a Conversation: its coming to them is no news. */
  did(number: string): void {
    const now = Date.now()
    for (const [known, at] of this.#ownDeeds)
      if (now - at > OWN_DEED_MS) this.#ownDeeds.delete(known)
    this.#ownDeeds.set(number, now)
  }

  /** A frame that is about to be applied. */
  hear(frame: ConsoleFrame): void {
    const before = this.#options.state.get()
    const news = newsOf(before, frame).filter((one) => this.#concerns(before, one))
    if (news.length === 0 || !this.#options.focus.isTeller) return
    const { desktop, sound } = preferences.get()
    if (desktop) for (const one of news) this.#show(before, one)
    if (sound) this.#sound()
  }

  #concerns({ presence, me }: ConsoleState, { kind, number }: News): boolean {
    if (own(presence, me.id) === 'away') return false
    if (this.#options.focus.isInSight(number)) return false
    const didAt = this.#ownDeeds.get(number) ?? -Infinity
    return kind !== 'given' || Date.now() - didAt > OWN_DEED_MS
  }

  #show(state: ConsoleState, { kind, number, body }: News): void {
    const name = state.conversations.get(number)?.name ?? formatNumber(number)
    this.#options.show({
      tag: `switchboard:${number}`,
      title: words().told[kind](name),
      body: body.slice(0, 200),
      onClick: () => this.#options.navigate(threadPath(number)),
    })
  }

  #sound(): void {
    const now = performance.now()
    if (now - this.#soundedAt < SOUND_GAP_MS) return
    this.#soundedAt = now
    void this.#options.play()
  }
}

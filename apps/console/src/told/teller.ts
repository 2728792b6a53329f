import { formatNumber, type ConsoleFrame } from '@switchboard/protocol'
import { allWords } from '../i18n/later.ts'
import type { Console } from '../state/console.ts'
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
/** So many assignments and replies are known to have been told; the one told longest ago goes first. */
const ONCE_KEPT = 1_000

interface TellerOptions {
  state: Readable<ConsoleState>
  ask: Console['ask']
  focus: Focus
  navigate: (path: string) => void
  show?: (notice: DesktopNotice) => boolean
  play?: () => Promise<boolean>
}

/** Tells a person of what came, by notification and by sound, as they chose; quiet while they chose to be away. */
export class Teller {
  readonly #options: Required<TellerOptions>
  /** What was told and may come again after a break. */
  readonly #once = new Set<string>()
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
    this.#tell(news.filter(({ unread }) => unread === undefined))
    for (const one of news) void this.#read(one)
  }

  /** What only this tab knows, so that it is left to no other one. */
  tellHere(news: News): void {
    if (this.#concerns(this.#options.state.get(), news)) this.#tell([news])
  }

  #tell(news: readonly News[]): void {
    if (news.length === 0) return
    const { desktop, sound } = preferences.get()
    if (desktop) for (const one of news) this.#show(one)
    if (sound) this.#sound()
  }

  async #read({ number, unread }: News): Promise<void> {
    if (unread === undefined) return
    const { position, tell } = unread
    const read = await this.#options.ask('entries', { number, around: position, limit: 1 }).then(
      ({ entries, conversation }) => ({
        entry: entries.find((one) => one.position === position),
        conversation,
      }),
      () => null,
    )
    this.#tell(tell(read))
  }

  #isNew({ number, once }: News): boolean {
    if (once === undefined) return true
    const key = `${number} ${once}`
    const isTold = this.#once.delete(key)
    this.#once.add(key)
    const [oldest] = this.#once
    if (this.#once.size > ONCE_KEPT && oldest !== undefined) this.#once.delete(oldest)
    return !isTold
  }

  #concerns({ isAway }: ConsoleState, { number }: News): boolean {
    return !isAway && !this.#options.focus.isInSight(number)
  }

  #show({ kind, number, name, body }: News): void {
    this.#options.show({
      // The next text is not to take the place of a reply somebody has to see to.
      tag: `switchboard:${kind === 'failed' || kind === 'refused' ? 'failed:' : ''}${number}`,
      title: allWords().told[kind](name ?? formatNumber(number)),
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

import type { Activity } from './agent-socket.ts'

/** A browser that does not say it again within this has stopped viewing. */
const FORGOTTEN_AFTER_MS = 10_000

interface Said extends Activity {
  session: string
  at: number
}

export interface ActivityReport {
  idle: string[]
  activity: { session: string; number: string; typing: boolean }[]
}

/** What the people behind this gateway's tabs do. Nothing of it outlives its tab. */
export class Activities<Tab extends object> {
  readonly #now: () => number
  readonly #said = new Map<Tab, Said>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Returns whether that is news. */
  set(tab: Tab, session: string, activity: Activity): boolean {
    const before = this.#said.get(tab)
    this.#said.set(tab, { ...activity, session, at: this.#now() })
    if (before === undefined || this.#isOver(before)) return true
    const { viewing, typing, idle } = activity
    return before.viewing !== viewing || before.typing !== typing || before.idle !== idle
  }

  delete(tab: Tab): void {
    this.#said.delete(tab)
  }

  /** Sessions of which every tab is idle, and who views what. */
  report(sessions: readonly string[]): ActivityReport {
    const said = [...this.#said.values()]
    const idle = sessions.filter((session) => {
      const tabs = said.filter((one) => one.session === session)
      return tabs.length > 0 && tabs.every((one) => one.idle)
    })
    const activity = said
      .filter((one) => !this.#isOver(one) && one.viewing !== null)
      .map(({ session, viewing, typing }) => ({ session, number: viewing ?? '', typing }))
    return { idle, activity }
  }

  #isOver({ at }: Said): boolean {
    return this.#now() - at > FORGOTTEN_AFTER_MS
  }
}

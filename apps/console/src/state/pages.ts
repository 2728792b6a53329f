import { MAX_PAGE, DEFAULT_PAGE, type Conversation } from '@switchboard/protocol'
import { isOnline, watchOf, type ConsoleState } from './console-state.ts'
import { Conversations } from './conversations.ts'
import {
  applyInboxPage,
  choiceOf,
  emptyInbox,
  filterOf,
  MAX_ROWS,
  type InboxChoice,
} from './inbox.ts'
import { InboxRows } from './inbox-rows.ts'
import { problemOf } from './problem-of.ts'
import { emptyShared } from './shared.ts'
import type { Store } from './store.ts'
import { ThreadPages } from './thread-pages.ts'
import type { Wire } from './wire.ts'

/** After so many pages that found too little a person says whether to look on. */
const MAX_PAGES_AT_ONCE = 20

interface InboxRead {
  /** Which read of the inbox this belongs to. */
  reads: number
  /** How many rows are enough. */
  wanted: number
  page: string | undefined
}

interface PageRead {
  from: string | undefined
  limit: number
  isCurrent: () => boolean
}

/** Reads pages of the inbox, and joins them with what comes live; those of the open thread are `thread`. */
export class Pages {
  readonly #state: Store<ConsoleState>
  readonly #wire: () => Wire
  readonly thread: ThreadPages
  readonly #rows = new InboxRows()
  #inboxReads = 0

  constructor(state: Store<ConsoleState>, wire: () => Wire) {
    this.#state = state
    this.#wire = wire
    this.thread = new ThreadPages({
      state,
      wire,
      rows: () => this.rows(),
      onOpened: () => this.#watch(),
    })
  }

  /** One's own conversations, and those nobody holds, are no colleague's. */
  showInbox(change: Partial<InboxChoice>): void {
    const { inbox } = this.#state.get()
    const choice = { ...choiceOf(inbox), ...change }
    if (choice.view !== 'all') choice.agent = null
    this.#state.update((state) => ({ ...state, inbox: emptyInbox(choice) }))
    this.#watch()
    if (isOnline(this.#state.get())) void this.readInbox()
  }

  openThread(number: string | null): void {
    this.thread.open(number)
  }

  /** After a connection that could not be resumed everything shown is read again. */
  readAgain(): void {
    void this.readInbox()
    this.thread.readAgain()
  }

  /** The history is another one now: nothing of the old one may stand beside it. */
  forget(): void {
    this.thread.forget()
    this.#state.update((state) => ({
      ...state,
      conversations: Conversations.none,
      shared: emptyShared,
      inbox: emptyInbox(state.inbox),
    }))
  }

  /** After one that was resumed, only what is still missing. */
  readMissing(): void {
    if (this.#state.get().inbox.asOf === null) void this.readInbox()
    this.thread.readMissing()
  }

  /** From the top on; a longer list read again is read as far as it was. */
  async readInbox(): Promise<void> {
    const reads = (this.#inboxReads += 1)
    await this.#readInbox({ reads, wanted: this.#rowsShown(), page: undefined })
  }

  async readMoreInbox(): Promise<void> {
    const { inbox } = this.#state.get()
    if (inbox.loading || inbox.next === null || this.#listed() >= MAX_ROWS) return
    this.#changeInbox({ loading: true, problem: null })
    await this.#readInbox({ reads: this.#inboxReads, wanted: MAX_PAGE / 2, page: inbox.next })
  }

  /** A page may find little and still lead on: it is asked on, until there is enough to show. */
  async #readInbox({ reads, wanted, page }: InboxRead): Promise<void> {
    const isCurrent = (): boolean => reads === this.#inboxReads
    let from = page
    let found = 0
    try {
      for (let asked = 1; ; asked += 1) {
        const next = await this.#readInboxPage({ from, limit: wanted - found, isCurrent })
        if (next === undefined) return
        found += next.found
        from = next.page ?? undefined
        const isEnough = found >= wanted || asked === MAX_PAGES_AT_ONCE
        if (from === undefined || isEnough || this.#listed() >= MAX_ROWS) break
      }
      this.#changeInbox({ loading: false })
    } catch (error) {
      if (isCurrent()) this.#changeInbox({ loading: false, problem: problemOf(error) })
    }
  }

  /** How many rows a page brought and what leads on; undefined when something else is looked at by now. */
  async #readInboxPage({ from, limit, isCurrent }: PageRead) {
    const { inbox } = this.#state.get()
    const answer = await this.#wire().ask('conversations', {
      ...filterOf(inbox),
      sort: inbox.sort,
      limit: Math.min(Math.max(limit, 1), MAX_PAGE),
      ...(from !== undefined && { page: from }),
    })
    if (!isCurrent()) return undefined
    this.#state.update((state) => {
      const before = from === undefined ? { ...state.inbox, floor: null, asOf: null } : state.inbox
      const joined = applyInboxPage(state.conversations, before, answer, state.me.id)
      return { ...state, ...joined, inbox: { ...joined.inbox, loading: true } }
    })
    this.#watch()
    return { found: answer.conversations.length, page: answer.next }
  }

  /** The rows to show, in their order: `MAX_ROWS` at most. */
  rows(): readonly Conversation[] {
    return this.#rows.of(this.#state.get())
  }

  #listed(): number {
    return this.rows().length
  }

  #rowsShown(): number {
    const length = this.#state.get().inbox.asOf === null ? 0 : this.#listed()
    return Math.max(length, DEFAULT_PAGE)
  }

  #changeInbox(change: Partial<ConsoleState['inbox']>): void {
    this.#state.update((state) => ({ ...state, inbox: { ...state.inbox, ...change } }))
  }

  #watch(): void {
    this.#wire().watch(watchOf(this.#state.get()))
  }
}

import { MAX_PAGE, DEFAULT_PAGE, SwitchboardError } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { saidWords } from '../words/errors.ts'
import { isOnline, watchOf, type ConsoleState } from './console-state.ts'
import {
  applyInboxPage,
  choiceOf,
  emptyInbox,
  filterOf,
  inboxRows,
  memberOf,
  mergeConversations,
  MAX_ROWS,
  type InboxChoice,
} from './inbox.ts'
import { dropArrived } from './outgoing.ts'
import { emptyShared } from './shared.ts'
import type { Store } from './store.ts'
import { applyNewestPage, applyOlderPage, emptyThread, type Thread } from './thread.ts'
import type { Wire } from './wire.ts'

const MAX_REMEMBERED = 12
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

/** Reads pages of the inbox and of the open thread, and joins them with what comes live. */
export class Pages {
  readonly #state: Store<ConsoleState>
  readonly #wire: () => Wire
  /** Threads left lately, shown at once when opened again, until their page came. */
  readonly #remembered = new Map<string, Thread>()
  #inboxReads = 0

  constructor(state: Store<ConsoleState>, wire: () => Wire) {
    this.#state = state
    this.#wire = wire
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
    const { thread } = this.#state.get()
    if (thread?.number === number) return
    if (thread) this.#remember(thread)
    this.#state.update((state) => ({ ...state, thread: number ? this.#recall(number) : null }))
    this.#watch()
    if (number !== null && isOnline(this.#state.get())) void this.readThread()
  }

  /** After a connection that could not be resumed everything shown is read again. */
  readAgain(): void {
    void this.readInbox()
    if (this.#state.get().thread) void this.readThread()
  }

  /** The history is another one now: nothing of the old one may stand beside it. */
  forget(): void {
    this.#remembered.clear()
    this.#state.update((state) => ({
      ...state,
      conversations: {},
      shared: emptyShared,
      inbox: emptyInbox(state.inbox),
      thread: state.thread && emptyThread(state.thread.number),
    }))
  }

  /** After one that was resumed, only what is still missing. */
  readMissing(): void {
    const { inbox, thread } = this.#state.get()
    if (inbox.asOf === null) void this.readInbox()
    if (thread?.asOf === null) void this.readThread()
    else if (thread?.problem)
      this.#changeThread(thread.number, (now) => ({ ...now, problem: null }))
  }

  /** What could not be read is tried again, when a person asks for it. */
  retryThread(): void {
    const { thread } = this.#state.get()
    if (thread?.asOf === null) return void this.readThread()
    if (thread) this.#changeThread(thread.number, (now) => ({ ...now, problem: null }))
    void this.readOlder()
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

  #listed(): number {
    const { conversations, inbox, me } = this.#state.get()
    return inboxRows(conversations, inbox, memberOf(inbox, me.id)).length
  }

  #rowsShown(): number {
    const length = this.#state.get().inbox.asOf === null ? 0 : this.#listed()
    return Math.max(length, DEFAULT_PAGE)
  }

  async readThread(): Promise<void> {
    const thread = this.#state.get().thread
    if (!thread) return
    const { number } = thread
    const limit = Math.min(Math.max(thread.entries.length, DEFAULT_PAGE), MAX_PAGE)
    this.#changeThread(number, (now) => ({ ...now, loading: 'newest', problem: null }))
    try {
      const { conversation, ...page } = await this.#wire().ask('entries', { number, limit })
      const entriesPage = { ...page, next: beforeOf(page.next) }
      this.#changeThread(number, (now) => {
        const unreadAfter =
          now.unreadAfter ?? (conversation.unread > 0 ? conversation.readPosition : null)
        return { ...applyNewestPage(now, entriesPage), unreadAfter }
      })
      this.#state.update((state) => ({
        ...state,
        conversations: mergeConversations(state.conversations, [conversation]),
      }))
    } catch (error) {
      this.#threadFailed(number, error)
    }
  }

  /** The next older page; after a failure not before somebody, or a new connection, asks for it. */
  async readOlder(): Promise<void> {
    const { thread } = this.#state.get()
    if (!thread || thread.loading || thread.problem !== null) return
    if (thread.older === null || thread.asOf === null) return
    const { number, older: before } = thread
    this.#changeThread(number, (now) => ({ ...now, loading: 'older', problem: null }))
    try {
      const page = await this.#wire().ask('entries', { number, before, limit: MAX_PAGE / 2 })
      this.#changeThread(number, (now) =>
        applyOlderPage(now, { ...page, next: beforeOf(page.next) }),
      )
    } catch (error) {
      this.#threadFailed(number, error)
    }
  }

  #threadFailed(number: string, error: unknown): void {
    const problem = problemOf(error)
    this.#changeThread(number, (now) => ({ ...now, loading: null, problem }))
  }

  #changeThread(number: string, change: (thread: Thread) => Thread): void {
    this.#state.update((state) => {
      if (state.thread?.number !== number) return state
      const thread = change(state.thread)
      return { ...state, thread, outgoing: dropArrived(state.outgoing, thread.entries) }
    })
  }

  #changeInbox(change: Partial<ConsoleState['inbox']>): void {
    this.#state.update((state) => ({ ...state, inbox: { ...state.inbox, ...change } }))
  }

  #remember(thread: Thread): void {
    this.#remembered.delete(thread.number)
    this.#remembered.set(thread.number, {
      ...thread,
      asOf: null,
      older: null,
      unreadAfter: null,
      entries: thread.entries.slice(-MAX_PAGE),
    })
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > MAX_REMEMBERED && oldest) this.#remembered.delete(oldest)
  }

  #recall(number: string): Thread {
    return this.#remembered.get(number) ?? emptyThread(number)
  }

  #watch(): void {
    this.#wire().watch(watchOf(this.#state.get()))
  }
}

function beforeOf(next: string | null): number | null {
  const before = Number(next)
  return next === null || !Number.isInteger(before) ? null : before
}

function problemOf(error: unknown): string {
  const isLost = error instanceof SwitchboardError && error.code === 'UNAVAILABLE'
  if (isLost) return words().errors.notReadNow
  return error instanceof SwitchboardError ? saidWords(error) : words().errors.notRead
}

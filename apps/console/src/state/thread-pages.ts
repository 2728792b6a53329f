import type { ConsoleResults } from '@switchboard/channel'
import {
  DEFAULT_PAGE,
  MAX_PAGE,
  SwitchboardError,
  type Conversation,
  type OperationInput,
} from '@switchboard/protocol'
import { afterPaint } from './after-paint.ts'
import { AtRest } from './at-rest.ts'
import { isOnline, type ConsoleState } from './console-state.ts'
import { mergeConversations } from './inbox.ts'
import { dropArrived } from './outgoing.ts'
import { problemOf } from './problem-of.ts'
import { ReadAhead } from './read-ahead.ts'
import { ReadyThreads } from './ready-threads.ts'
import type { Store } from './store.ts'
import { ThreadMemory } from './thread-memory.ts'
import {
  aimAt,
  applyJump,
  applyNewerPage,
  applyOlderPage,
  applyPage,
  dropFarEntries,
  emptyThread,
  type EntriesPage,
  type Thread,
} from './thread.ts'
import type { Wire } from './wire.ts'

const STEP = MAX_PAGE / 2

interface ThreadPagesOptions {
  state: Store<ConsoleState>
  wire: () => Wire
  /** The inbox in its order: who steps through it opens the next one. */
  rows: () => readonly Conversation[]
  /** The thread that is looked at is another one now. */
  onOpened: () => void
}

const nothing = (): void => undefined

type Where = Omit<OperationInput<'entries'>, 'number'>

/** Reads pages of the open thread, at either end of what is loaded or elsewhere in its history. */
export class ThreadPages {
  readonly #options: ThreadPagesOptions
  readonly #memory = new ThreadMemory()
  readonly ahead: ReadAhead
  readonly ready: ReadyThreads
  readonly #atRest = new AtRest()
  /** Counts what replaces the run; only the newest of them counts. */
  #runs = 0
  #failedEnd: 'older' | 'newer' = 'older'
  /** Asks for what is open, where that waits until it is on the screen. */
  #startNow = nothing
  #callOff = nothing

  constructor(options: ThreadPagesOptions) {
    this.#options = options
    this.ahead = new ReadAhead({
      rows: options.rows,
      ask: (number, limit) => options.wire().ask('entries', { number, limit }),
      isWanted: (number) => this.#isUnknown(number),
      onBeside: (numbers) => this.ready.want(numbers),
      onRested: (number) => this.ready.rest(number),
      onPressed: (number) => this.ready.press(number),
      onPage: (number, page) => this.#learn(number, page),
    })
    this.ready = new ReadyThreads({ known: (number) => this.#knownWhole(number) })
  }

  open(number: string | null): void {
    const { thread } = this.#state.get()
    if (thread?.number === number) return this.#startNow()
    if (thread) this.#remember(thread)
    // What was asked for before it was left is no part of what is recalled of it.
    this.#runs += 1
    const next = number === null ? null : this.ready.take(this.#recall(number))
    if (next === null) this.ready.forget()
    else if (thread) this.ready.leave(thread)
    this.#state.update((state) => ({ ...state, thread: next }))
    this.#callOff()
    this.#startNow = nothing
    this.#atRest.do(() => this.#start(number))
  }

  /** What is known to be whole is on the screen first, or has its address: to ask takes away from that. */
  #start(number: string | null): void {
    this.#startNow = (): void => {
      this.#startNow = nothing
      this.#callOff()
      this.#options.onOpened()
      if (isOnline(this.#state.get())) void this.read()
    }
    if (number !== null && this.#isFresh(number)) this.#callOff = afterPaint(this.#startNow)
    else this.#startNow()
  }

  close(): void {
    this.#atRest.cancel()
    this.#callOff()
    this.#startNow = nothing
    this.ahead.forget()
    this.ready.forget()
  }

  /** The history is another one now: nothing of the old one may stand beside it. */
  forget(): void {
    this.#memory.clear()
    this.ahead.forget()
    this.ready.forget()
    this.#runs += 1
    this.#state.update((state) => ({
      ...state,
      thread: state.thread && emptyThread(state.thread.number),
    }))
  }

  /** After a connection that could not be resumed what is shown is read again, in its place. */
  readAgain(): void {
    const { thread } = this.#state.get()
    if (!thread) return
    const middle = thread.entries[Math.floor(thread.entries.length / 2)]
    if (thread.newer === null || !middle) return void this.read()
    void this.#jump({ around: middle.position, limit: MAX_PAGE }, () => middle.position)
  }

  /** After one that was resumed, only what is still missing. */
  readMissing(): void {
    const { thread } = this.#state.get()
    if (thread?.asOf === null) void this.read()
    else if (thread?.problem) this.#change(thread.number, (now) => ({ ...now, problem: null }))
  }

  /** What could not be read is tried again, when a person asks for it. */
  retry(): void {
    const { thread } = this.#state.get()
    if (thread?.asOf === null) return void this.read()
    if (thread) this.#change(thread.number, (now) => ({ ...now, problem: null }))
    void (this.#failedEnd === 'newer' ? this.readNewer() : this.readOlder())
  }

  /** The newest page, or where more is unread than that the page in which the unread begins. */
  async read(): Promise<void> {
    const { thread } = this.#state.get()
    if (!thread) return
    const limit = Math.min(Math.max(thread.entries.length, DEFAULT_PAGE), MAX_PAGE)
    const isCurrent = this.#begin(thread.number, 'newest')
    try {
      const newest = await this.#ask(thread.number, { limit })
      const { unread, readPosition } = newest.conversation
      const unreadAfter = thread.unreadAfter ?? (unread > 0 ? readPosition : null)
      const page = await this.#whereUnread(thread, newest, unreadAfter)
      if (!isCurrent()) return
      this.#change(thread.number, (now) => ({ ...applyPage(now, page), unreadAfter }))
      this.ahead.around(thread.number)
    } catch (error) {
      if (isCurrent()) this.#failed(thread.number, error)
    }
  }

  async #whereUnread(
    { number, asOf }: Thread,
    newest: EntriesPage,
    unreadAfter: number | null,
  ): Promise<EntriesPage> {
    const isInPage = newest.next === null || (unreadAfter ?? Infinity) + 1 >= newest.next
    // Whoever reads it already stays where they are.
    if (isInPage || asOf !== null || unreadAfter === null) return newest
    return this.#ask(number, { around: unreadAfter + 1, limit: STEP }).catch(() => newest)
  }

  /** The next older page; after a failure not before somebody, or a new connection, asks for it. */
  async readOlder(): Promise<void> {
    const { thread } = this.#state.get()
    if (!thread || thread.older === null) return
    await this.#extend(thread, 'older', { before: thread.older }, applyOlderPage)
  }

  /** The next newer page, where the run does not reach the newest. */
  async readNewer(): Promise<void> {
    const { thread } = this.#state.get()
    if (!thread || thread.newer === null) return
    await this.#extend(thread, 'newer', { after: thread.newer }, applyNewerPage)
  }

  async #extend(
    { number, loading, problem, asOf }: Thread,
    end: 'older' | 'newer',
    where: Where,
    apply: (thread: Thread, page: EntriesPage) => Thread,
  ): Promise<void> {
    if (loading || problem !== null || asOf === null) return
    const runs = this.#runs
    this.#change(number, (now) => ({ ...now, loading: end }))
    try {
      const page = await this.#ask(number, { ...where, limit: STEP })
      if (runs === this.#runs) this.#change(number, (now) => apply(now, page))
    } catch (error) {
      this.#failedEnd = end
      if (runs === this.#runs) this.#failed(number, error)
    }
  }

  /** Brings an entry in sight, wherever in the history it stands; rejects when it cannot be read. */
  async goTo(position: number): Promise<void> {
    const { thread } = this.#state.get()
    if (!thread) return
    const isLoaded = thread.entries.some((entry) => entry.position === position)
    if (isLoaded) this.#change(thread.number, (now) => aimAt(now, position))
    else await this.#jump({ around: position, limit: STEP }, () => position)
  }

  /** Brings the first entry since a time (ISO 8601) in sight, else the newest; answers when that was stored. */
  async goToTime(at: string): Promise<string | null> {
    let found: string | null = null
    await this.#jump({ at, limit: STEP }, (page) => {
      const entry = page.entries.find(({ position }) => position === page.target)
      found = entry?.at ?? null
      return page.target ?? null
    })
    return found
  }

  /** Back to the end of the history. */
  async goToNewest(): Promise<void> {
    const { thread } = this.#state.get()
    if (thread && thread.newer !== null) await this.#jump({ limit: STEP }, () => null)
  }

  /** What is farthest from sight goes, when too much is loaded. */
  dropFar(end: 'older' | 'newer'): void {
    const { thread } = this.#state.get()
    if (thread && thread.loading === null)
      this.#change(thread.number, (now) => dropFarEntries(now, end))
  }

  async #jump(where: Where, aim: (page: JumpPage) => number | null): Promise<void> {
    const { thread } = this.#state.get()
    if (!thread) return
    const isCurrent = this.#begin(thread.number, 'jump')
    try {
      const page = await this.#ask(thread.number, where)
      if (isCurrent()) this.#change(thread.number, (now) => applyJump(now, page, aim(page)))
    } catch (error) {
      if (isCurrent()) this.#change(thread.number, (now) => ({ ...now, loading: null }))
      throw error
    }
  }

  /** Marks a read that replaces what is loaded; answers whether it is still the newest one. */
  #begin(number: string, loading: 'newest' | 'jump'): () => boolean {
    const runs = (this.#runs += 1)
    this.#change(number, (now) =>
      now.loading === loading && now.problem === null ? now : { ...now, loading, problem: null },
    )
    return () => runs === this.#runs && this.#state.get().thread?.number === number
  }

  async #ask(number: string, where: Where): Promise<JumpPage> {
    const answer = await this.#options.wire().ask('entries', { number, ...where })
    const { conversation } = answer
    this.#learnRow(conversation)
    return { ...answer, next: beforeOf(answer.next), last: conversation.lastPosition }
  }

  #learnRow(conversation: Conversation): void {
    this.#state.update((state) => {
      const conversations = mergeConversations(state.conversations, [conversation])
      return conversations === state.conversations ? state : { ...state, conversations }
    })
  }

  #failed(number: string, error: unknown): void {
    const problem = problemOf(error)
    const isUnknown = error instanceof SwitchboardError && error.code === 'NOT_FOUND'
    this.#change(number, (now) => ({ ...now, loading: null, problem, isUnknown }))
  }

  #change(number: string, change: (thread: Thread) => Thread): void {
    this.#state.update((state) => {
      if (state.thread?.number !== number) return state
      const thread = change(state.thread)
      if (thread === state.thread) return state
      return { ...state, thread, outgoing: dropArrived(state.outgoing, thread.entries) }
    })
  }

  /** As long as nothing is missed, what is shown of a thread is whole up to the cursor. */
  #remember(thread: Thread): void {
    const state = this.#state.get()
    const wholeAt = isOnline(state) ? (state.cursor ?? 0) : 0
    const asOf = thread.asOf === null ? null : Math.max(thread.asOf, wholeAt)
    this.#memory.keep({ ...thread, asOf })
  }

  #recall(number: string): Thread {
    return this.#memory.recall(number, this.#state.get().conversations.get(number))
  }

  /** What would be shown of another thread than the open one, as long as it is all there is. */
  #knownWhole(number: string): Thread | undefined {
    const { thread } = this.#state.get()
    if (!thread || thread.number === number || !this.#isFresh(number)) return undefined
    const known = this.#recall(number)
    return known.entries.length > 0 ? known : undefined
  }

  #isUnknown(number: string): boolean {
    const state = this.#state.get()
    return isOnline(state) && state.thread?.number !== number && !this.#isFresh(number)
  }

  #isFresh(number: string): boolean {
    const row = this.#state.get().conversations.get(number)
    return row !== undefined && this.#memory.isFresh(row)
  }

  /** A page that was read ahead; when its thread was opened meanwhile, it is shown until the thread's own comes. */
  #learn(number: string, answer: ConsoleResults['entries']): void {
    const { conversation, next, entries, asOf } = answer
    const page = { entries, asOf, next: beforeOf(next), last: conversation.lastPosition }
    this.#learnRow(conversation)
    this.#memory.learn(number, page)
    this.#change(number, (now) => {
      const isBare = now.asOf === null && now.entries.length === 0
      const { opening, loading, waiting } = now
      return isBare ? { ...this.#recall(number), opening, loading, waiting } : now
    })
    this.ready.learned(number)
  }

  get #state(): Store<ConsoleState> {
    return this.#options.state
  }
}

interface JumpPage extends EntriesPage {
  /** With `at`: where that led. */
  target?: number | null | undefined
  conversation: Conversation
}

function beforeOf(next: string | null): number | null {
  const before = Number(next)
  return next === null || !Number.isInteger(before) ? null : before
}

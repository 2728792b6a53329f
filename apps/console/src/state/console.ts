import type { ConsoleResults } from '@switchboard/channel'
import {
  SwitchboardError,
  closeCodes,
  type Agent,
  type ConsoleFrame,
  type Conversation,
  type Message,
  type OperationInput,
  type OperationName,
} from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { AttachmentStore } from '../media/attachments.ts'
import { uploadPicture, type Upload } from '../media/upload.ts'
import { Bulk } from './bulk.ts'
import { ActivityReporter, followPage, noActivity } from './activity.ts'
import { applyFrame } from './apply-frame.ts'
import { clock } from './clock.ts'
import { initialState, isOnline, watchOf, type ConsoleState, type Link } from './console-state.ts'
import { DraftStore } from './drafts.ts'
import { DraftSync } from './draft-sync.ts'
import { rememberChoice, rememberedChoice, tabStorage } from './inbox-memory.ts'
import type { InboxChoice } from './inbox.ts'
import { browserStorage, type KeyValue } from './kept.ts'
import { Pages } from './pages.ts'
import { Selection } from './selection.ts'
import { Sender } from './sender.ts'
import { currentAgent, signOut } from './session.ts'
import { createStore } from './store.ts'
import { toError } from './to-error.ts'
import { openWire, type Wire, type WireOptions } from './wire.ts'
import { followOwnSettings } from './own-settings.ts'
import { MAX_OUTGOING } from './outgoing.ts'
import { copyPictures, resendId } from './resend.ts'
import { Work, conversationOf } from './work.ts'

export interface ConsoleOptions {
  me: Agent
  /** The session is over; `byChoice`: this person ended it here. */
  onSignedOut: (byChoice: boolean) => void
  openWire?: (options: WireOptions) => Wire
  /** Who the session belongs to; null when it is over. */
  askSession?: () => Promise<Agent | null>
  storage?: KeyValue | null
  /** What only this tab remembers, over a reload. */
  tabStorage?: KeyValue | null
  upload?: Upload
  retryMs?: number
  /** How long nothing is typed before a draft is told to one's other devices. */
  draftPauseMs?: number
}

/** Who wants to know of each frame before it is applied. */
export interface Listener {
  hear(frame: ConsoleFrame): void
}

export type AssignmentAction = 'take' | 'release' | 'resolve' | 'reopen'

/** A signed-in tab: its state, and everything an agent can do in it. Lives outside React. */
export class Console {
  readonly state
  readonly drafts: DraftStore
  readonly attachments: AttachmentStore
  readonly pages: Pages
  readonly sender: Sender
  readonly work: Work
  readonly activity: ActivityReporter
  readonly selection = new Selection()
  readonly bulk: Bulk
  readonly #draftSync: DraftSync
  readonly #unfollowPage: () => void
  readonly #unfollowOwnSettings: () => void
  readonly #wire: Wire
  readonly #upload: Upload
  readonly #tabStorage: KeyValue | null
  readonly #onSignedOut: () => void
  #isSigningOut = false
  readonly #askSession: () => Promise<Agent | null>
  readonly #listeners = new Set<Listener>([clock])
  #heardAt: string | null = null
  readonly #readMarks = new Map<string, number>()
  readonly #seen = new Map<string, number>()

  constructor(options: ConsoleOptions) {
    const storage = options.storage === undefined ? browserStorage() : options.storage
    const wire = () => this.#wire
    this.#onSignedOut = () => options.onSignedOut(this.#isSigningOut)
    this.#askSession = options.askSession ?? currentAgent
    this.#tabStorage = options.tabStorage === undefined ? tabStorage() : options.tabStorage
    const choice = rememberedChoice(this.#tabStorage, options.me.id)
    this.state = createStore<ConsoleState>(initialState(options.me, choice))
    this.drafts = new DraftStore(options.me.id, storage)
    const upload = (this.#upload = options.upload ?? uploadPicture)
    this.attachments = new AttachmentStore({ agent: options.me.id, storage, upload })
    this.pages = new Pages(this.state, wire)
    const retryMs = options.retryMs ?? 3_000
    const { state, drafts, attachments } = this
    this.sender = new Sender({ state, drafts, attachments, wire, storage, retryMs })
    const learn = this.#receiveConversation.bind(this)
    this.work = new Work({ state, wire, learn, tabStorage: this.#tabStorage })
    this.bulk = new Bulk({ wire, onDone: (numbers) => this.selection.drop(numbers) })
    const pauseMs = options.draftPauseMs ?? 1_000
    this.#draftSync = new DraftSync({ state, drafts, storage, wire, pauseMs })
    this.activity = new ActivityReporter({ say: (doing) => this.#wire.act(doing) })
    this.#unfollowPage = followPage(this.activity)
    this.#wire = (options.openWire ?? openWire)({
      hello: () => {
        const { cursor, history } = state.get()
        return { cursor, history, watch: watchOf(state.get()) }
      },
      onFrame: (frame) => this.#receive(frame),
      onLink: (link, code) => this.#linkChanged(link, code),
      onSilence: (isSilent) => state.update((now) => ({ ...now, isSilent })),
    })
    const ask = this.ask.bind(this)
    this.#unfollowOwnSettings = followOwnSettings({ state, ask })
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Remembers the newest message that was in sight here: what a reply is written in the light of. */
  saw(number: string, position: number): void {
    this.#seen.set(number, Math.max(position, this.#seen.get(number) ?? 0))
  }

  /** Sends a reply; false when it could not be taken, and the text should stay where it is. */
  reply(number: string, body: string, lastSeen = this.#seen.get(number) ?? 0): boolean {
    this.saw(number, lastSeen)
    if (this.sender.isFull) return false
    this.sender.send(number, body, lastSeen, this.attachments.take(number))
    this.clearRefusal(number)
    this.drafts.set(number, '')
    this.#draftSync.flush()
    this.activity.rest()
    return true
  }

  /** Writes to a number first; null when it was taken. */
  startConversation(args: OperationInput<'start-conversation'>): Promise<SwitchboardError | null> {
    return this.work.startConversation(args)
  }

  /** Sends a reply that failed once more, as a new one; null when it is on its way. */
  async resend(message: Message): Promise<SwitchboardError | null> {
    const { conversation: number, body, media } = message
    try {
      const pictures = await copyPictures(media, this.#upload)
      const lastSeen = this.#seen.get(number) ?? 0
      const id = resendId(message)
      return this.sender.send(number, body, lastSeen, pictures, id, message.position)
        ? null
        : new SwitchboardError('TOO_MANY_REQUESTS', words().errors.full(MAX_OUTGOING))
    } catch (error) {
      return toError(error)
    }
  }

  /** Moves the shared read mark to what was really seen; asked again only for more. */
  markRead(number: string, position: number): void {
    const row = this.state.get().conversations.get(number)
    const mark = Math.max(row?.readPosition ?? 0, this.#readMarks.get(number) ?? 0)
    if (position <= mark || !isOnline(this.state.get())) return
    this.#readMarks.set(number, position)
    this.#wire.ask('read', { number, position }).catch(() => this.#readMarks.delete(number))
  }

  /** Resolves with null when it was done, else with why not. */
  async assign(
    action: AssignmentAction,
    number: string,
    assignmentVersion?: number,
  ): Promise<SwitchboardError | null> {
    const row = this.state.get().conversations.get(number)
    if (!row) return new SwitchboardError('NOT_FOUND', 'This conversation is not known yet.')
    try {
      const { conversation } = await this.#wire.ask(action, {
        number,
        assignmentVersion: assignmentVersion ?? row.assignmentVersion,
      })
      this.#receiveConversation(conversation)
      if (action === 'take') this.clearRefusal(number)
      return null
    } catch (error) {
      const now = conversationOf(error)
      if (now) this.#receiveConversation(now)
      return toError(error)
    }
  }

  /** Has the switchboard ask the carrier for a picture again; null when it will. */
  async retryMedia(id: string): Promise<SwitchboardError | null> {
    try {
      await this.#wire.ask('retry-media', { id })
      return null
    } catch (error) {
      return toError(error)
    }
  }

  /**
   * Has the switchboard look again what became of an unknown reply, or send it again if that cannot
   * be found; what changes comes as a change. Null when it was done.
   */
  async settleReply(
    { conversation: number, position }: Pick<Message, 'conversation' | 'position'>,
    clientMessageId?: string,
  ): Promise<SwitchboardError | null> {
    try {
      if (clientMessageId === undefined) await this.#wire.ask('check-reply', { number, position })
      else await this.#wire.ask('send-anyway', { number, position, clientMessageId })
      return null
    } catch (error) {
      return toError(error)
    }
  }

  /** What the state does not hold; rejects with a SwitchboardError. */
  ask<K extends OperationName>(op: K, args: OperationInput<K>): Promise<ConsoleResults[K]> {
    return this.#wire.ask(op, args)
  }

  /** Resolves with null when it was recorded, else with why not. */
  async recordOptOut(
    op: 'opt-out' | 'opt-in',
    number: string,
    note: string,
  ): Promise<SwitchboardError | null> {
    try {
      const { conversation } = await this.#wire.ask(op, { number, note })
      this.#receiveConversation(conversation)
      return null
    } catch (error) {
      return toError(error)
    }
  }

  clearRefusal(number: string): void {
    this.state.update((state) => {
      const { [number]: _, ...refusals } = state.refusals
      return { ...state, refusals }
    })
  }

  /** Looks at another part of the inbox; what was chosen there stays chosen nowhere. */
  showInbox(change: Partial<InboxChoice>): void {
    this.selection.clear()
    this.bulk.clear()
    this.pages.showInbox(change)
    rememberChoice(this.#tabStorage, this.state.get().me.id, this.state.get().inbox)
  }

  /** Ends the session; when the server cannot be asked the person is told and stays. */
  async signOut(): Promise<void> {
    // The socket may hear that the session is over before this does.
    this.#isSigningOut = true
    await signOut().catch((error: unknown) => {
      this.#isSigningOut = false
      throw error
    })
    this.close()
    this.#onSignedOut()
  }

  close(): void {
    this.sender.close()
    this.pages.thread.close()
    this.attachments.close()
    this.activity.close()
    this.work.close()
    this.#unfollowPage()
    this.#unfollowOwnSettings()
    this.#draftSync.close()
    this.#wire.close()
  }

  #receive(frame: ConsoleFrame): void {
    const wasOnline = isOnline(this.state.get())
    if (this.#isOfAnotherHistory(frame)) this.#forget()
    for (const listener of this.#listeners) listener.hear(frame)
    this.state.update((state) => applyFrame(state, frame))
    this.#keepTime(wasOnline, frame)
    const isNew = frame.type === 'welcome' && !frame.resumed
    const isBack = !wasOnline && isOnline(this.state.get())
    if (isNew || (isBack && this.state.get().shared.asOf === null)) void this.work.readShared()
    if (isNew) this.pages.readAgain()
    else if (isBack) this.pages.readMissing()
    if (isBack) this.sender.resume()
    if (frame.type === 'welcome') this.activity.again()
  }

  /** On an emptied disk, or after a restore, the same numbers mean something else. */
  #isOfAnotherHistory(frame: ConsoleFrame): boolean {
    const { history } = this.state.get()
    return frame.type === 'welcome' && history !== null && frame.history !== history
  }

  #forget(): void {
    this.pages.forget()
    this.#draftSync.forget()
    this.#readMarks.clear()
    this.#seen.clear()
  }

  #receiveConversation(conversation: Conversation): void {
    const seq = this.state.get().cursor ?? 0
    const frame = {
      type: 'conversations' as const,
      seq,
      conversations: [conversation],
    } satisfies ConsoleFrame
    this.state.update((state) => applyFrame(state, frame))
  }

  /** What is seen is known to be whole as long as something is heard; from then on it only was. */
  #keepTime(wasOnline: boolean, frame: ConsoleFrame): void {
    if (isOnline(this.state.get())) this.#heardAt = new Date(clock.now()).toISOString()
    else if (wasOnline && frame.type === 'upstream') this.#fellBehind(frame.since ?? this.#heardAt)
    if (frame.type === 'welcome') this.state.update((state) => ({ ...state, isTooSlow: false }))
  }

  #fellBehind(caughtUpTo: string | null): void {
    this.state.update((state) => ({ ...state, caughtUpTo }))
  }

  #linkChanged(link: Exclude<Link, 'live'>, code?: number): void {
    if (isOnline(this.state.get())) this.#fellBehind(this.#heardAt)
    const isSlow = code === closeCodes.CONSUMER_TOO_SLOW
    // What the gateway said of the switchboard went with the connection.
    const upstream = { live: true, since: null }
    this.state.update((state) => ({
      ...state,
      link,
      upstream,
      isTooSlow: isSlow || state.isTooSlow,
      activity: noActivity,
    }))
    if (link === 'signed-out') this.#onSignedOut()
    // A refused upgrade tells a browser nothing; the session does.
    if (link === 'reconnecting') void this.#checkSession()
  }

  async #checkSession(): Promise<void> {
    const agent = await this.#askSession().catch(() => undefined)
    if (agent !== null || this.state.get().link !== 'reconnecting') return
    this.close()
    this.#onSignedOut()
  }
}

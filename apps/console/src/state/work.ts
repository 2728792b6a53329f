import {
  SwitchboardError,
  conversationSchema,
  type ChosenPresence,
  type Conversation,
  type Label,
  type OperationInput,
  type OperationResult,
  type Priority,
  type TransferTarget,
} from '@switchboard/protocol'
import type { ConsoleState } from './console-state.ts'
import { KeptPresence } from './kept-presence.ts'
import type { KeyValue } from './kept.ts'
import { applySharedPage } from './shared.ts'
import type { Store } from './store.ts'
import { toError } from './to-error.ts'
import type { Wire } from './wire.ts'
import { newId } from './new-id.ts'

interface WorkOptions {
  state: Store<ConsoleState>
  wire: () => Wire
  /** Takes in a Conversation as an answer told it. */
  learn: (conversation: Conversation) => void
  tabStorage: KeyValue | null
}

/** Conversations whose last note may still be tried again; the one tried longest ago goes first. */
const MAX_NOTES = 50

type Refused = Promise<SwitchboardError | null>

/** What belongs to a team: notes, handing on, putting aside. Each resolves with null, or with why not. */
export class Work {
  readonly #options: WorkOptions
  readonly #dismissed = new Set<string>()
  readonly #notes = new Map<string, { text: string; id: string }>()
  readonly #presence: KeptPresence
  #sharedReads = 0

  constructor(options: WorkOptions) {
    const { state, wire, tabStorage: storage } = options
    this.#options = options
    const say = (presence: ChosenPresence) => wire().ask('set-presence', { presence })
    this.#presence = new KeptPresence({ state, say, storage })
  }

  close(): void {
    this.#presence.close()
  }

  /** What is beside the histories; without it nothing is offered that needs it. */
  async readShared(): Promise<void> {
    const { state, wire } = this.#options
    const reads = (this.#sharedReads += 1)
    state.update((now) => ({ ...now, shared: { ...now.shared, asOf: null, waiting: [] } }))
    const page = await wire()
      .ask('shared', {})
      .catch(() => null)
    if (page && reads === this.#sharedReads)
      state.update((now) => ({ ...now, shared: applySharedPage(now.shared, page) }))
  }

  /** For all of one's tabs; what it became is told to everybody. */
  async setPresence(presence: ChosenPresence): Refused {
    const error = await done(this.#options.wire().ask('set-presence', { presence }))
    if (!error) this.#presence.chose(presence)
    return error
  }

  /** Gives back all open work of this person, who is away then; with `dryRun` only counts it. */
  async endShift(dryRun: boolean): Promise<OperationResult<'end-shift'>> {
    const count = await this.#options.wire().ask('end-shift', { dryRun })
    if (!dryRun) this.#presence.chose('away')
    return count
  }

  /** The same text to the same Conversation has one id until it is known to be kept, however often it is tried. */
  async note(args: Omit<OperationInput<'note'>, 'clientMessageId'>): Refused {
    const clientMessageId = this.#noteId(args)
    const error = await done(this.#options.wire().ask('note', { ...args, clientMessageId }))
    if (!error) this.#notes.delete(args.number)
    return error
  }

  /** Asked once; what could not be done is asked again with the next page or click. */
  dismissMention(id: string): void {
    if (this.#dismissed.has(id)) return
    this.#dismissed.add(id)
    this.#options
      .wire()
      .ask('dismiss-mention', { id })
      .catch(() => this.#dismissed.delete(id))
  }

  transfer(number: string, to: TransferTarget, note: string, seen?: number): Refused {
    const text = note.trim()
    return this.#change(number, (version) => {
      const assignmentVersion = seen ?? version
      return this.#options
        .wire()
        .ask('transfer', { number, assignmentVersion, to, ...(text && { note: text }) })
    })
  }

  /** Until a time (ISO 8601); null: until the Customer writes. */
  snooze(number: string, until: string | null): Refused {
    return this.#change(number, (assignmentVersion) =>
      this.#options.wire().ask('snooze', { number, assignmentVersion, until }),
    )
  }

  /** Notes who a Customer is, or blocks them; what is absent stays. */
  updateCustomer(args: OperationInput<'update-customer'>): Refused {
    return done(this.#learn(this.#options.wire().ask('update-customer', args)))
  }

  /** Writes to a number first, and holds what begins by that. */
  startConversation(args: OperationInput<'start-conversation'>): Refused {
    return done(this.#learn(this.#options.wire().ask('start-conversation', args)))
  }

  /** Replaces the labels of a Conversation. */
  setLabels(number: string, labels: string[]): Refused {
    return done(this.#learn(this.#options.wire().ask('set-labels', { number, labels })))
  }

  /** Makes a label everybody can use; admins only. */
  async makeLabel(name: string): Promise<Label | SwitchboardError> {
    try {
      return (await this.#options.wire().ask('put-label', { name })).label
    } catch (error) {
      return toError(error)
    }
  }

  setPriority(number: string, level: Priority['level'], reason: string): Refused {
    const args = { number, level, ...(reason && { reason }) }
    return done(this.#learn(this.#options.wire().ask('set-priority', args)))
  }

  putCannedResponse(args: OperationInput<'put-canned-response'>): Refused {
    return done(this.#options.wire().ask('put-canned-response', args))
  }

  deleteCannedResponse(id: string): Refused {
    return done(this.#options.wire().ask('delete-canned-response', { id }))
  }

  #noteId({ number, body, mentions }: OperationInput<'note'>): string {
    const text = JSON.stringify([body, mentions])
    const tried = this.#notes.get(number)
    if (tried?.text === text) return tried.id
    const id = newId()
    this.#notes.delete(number)
    this.#notes.set(number, { text, id })
    const [oldest] = this.#notes.keys()
    if (this.#notes.size > MAX_NOTES && oldest !== undefined) this.#notes.delete(oldest)
    return id
  }

  #change(
    number: string,
    ask: (assignmentVersion: number) => Promise<{ conversation: Conversation }>,
  ): Refused {
    const row = this.#options.state.get().conversations.get(number)
    if (!row)
      return Promise.resolve(
        new SwitchboardError('NOT_FOUND', 'This conversation is not known yet.'),
      )
    return done(this.#learn(ask(row.assignmentVersion)))
  }

  /** The Conversation as an answer told it, or as it became meanwhile, when that is why not. */
  #learn(asked: Promise<{ conversation: Conversation }>): Promise<void> {
    return asked.then(
      ({ conversation }) => this.#options.learn(conversation),
      (error: unknown) => {
        const now = conversationOf(error)
        if (now) this.#options.learn(now)
        throw error
      },
    )
  }
}

/** What a refusal says the Conversation is like now. */
export function conversationOf(error: unknown): Conversation | null {
  if (!(error instanceof SwitchboardError)) return null
  const checked = conversationSchema['~standard'].validate(error.data?.['conversation'])
  return checked instanceof Promise || checked.issues ? null : checked.value
}

function done(asked: Promise<unknown>): Refused {
  return asked.then(() => null, toError)
}

import {
  standingOf,
  SwitchboardError,
  type Agent,
  type Changeset,
  type Conversation,
  type Entry,
  type EntryDraft,
  type SharedChange,
} from '@switchboard/protocol'
import { unseal } from './checksum.ts'
import { composeChangeset, rememberJson } from './changeset-json.ts'
import { Counters } from './counters.ts'
import { Places } from './places.ts'
import type { RecordRange, Space, StoredRecord, Transaction } from './history-store.ts'
import {
  agentKey,
  agentKeys,
  changeKey,
  conversationKey,
  entryKey,
  isAgentId,
  recordKey,
  type KeyOf,
} from './keys.ts'
import { findEntry, indexEntry } from './entry-index.ts'
import { readRecords } from './records.ts'
import { storedSummary } from './stored-summary.ts'
import { newConversation, summaryAfter } from './summary.ts'
import type { Overlay } from './overlay.ts'

/** Summaries are read whole here; what is stored of them is less. */
const summaryKey = (number: string) => conversationKey(number) as KeyOf<Conversation>

type Before = Changeset['conversations'][number]['before']

/**
 * One operation's reads and writes, and the changeset they add up to. Each write is done before the
 * call returns, so that several of them begun at once do not mix.
 */
export class WriteTransaction implements Transaction {
  readonly at: string
  readonly #seq: number
  readonly #draft: Overlay
  readonly #counters: Counters
  readonly #places: Places
  readonly #entries = new Set<KeyOf<Entry>>()
  readonly #before = new Map<string, Before>()
  readonly #agents = new Set<KeyOf<Agent>>()
  readonly #shared = new Map<string, SharedChange>()
  #audience: string | undefined
  #over = false

  constructor(draft: Overlay, seq: number, at: string) {
    this.at = at
    this.#seq = seq
    this.#draft = draft
    this.#counters = new Counters(draft)
    this.#places = new Places(draft, this.#counters)
  }

  async conversation(number: string): Promise<Conversation | undefined> {
    return this.#read(summaryKey(number))
  }

  async entry(number: string, position: number): Promise<Entry | undefined> {
    return this.#read(entryKey(number, position))
  }

  async entryBySid(sid: string): Promise<Entry | undefined> {
    return findEntry(this.#live(), 'sid', sid)
  }

  async entryByClientMessageId(id: string): Promise<Entry | undefined> {
    return findEntry(this.#live(), 'clientMessageId', id)
  }

  async agent(id: string): Promise<Agent | undefined> {
    return this.#read(agentKey(id))
  }

  async agents(): Promise<Agent[]> {
    return (await this.#live().rows(agentKeys)).map((row) => unseal(row) as Agent)
  }

  async count(view: string): Promise<number> {
    this.#live()
    this.#places.settle()
    return this.#counters.get(view)
  }

  async record<T>(space: Space, key: string): Promise<T | undefined> {
    return this.#read<T>(recordKey(space, key))
  }

  async records<T>(space: Space, range: RecordRange = {}): Promise<StoredRecord<T>[]> {
    return readRecords(this.#live(), space, range)
  }

  async append(number: string, draft: EntryDraft): Promise<Entry> {
    if (number === '') throw new TypeError('A history needs the number of its Customer')
    const before = this.#read(summaryKey(number))
    const summary = before ?? newConversation(number, this.at)
    const place = { seq: this.#seq, changedSeq: this.#seq, conversation: number, at: this.at }
    const entry: Entry = { ...draft, ...place, position: summary.lastPosition + 1 }
    this.#putEntry(entry, undefined)
    this.#putSummary(summaryAfter(summary, entry), before)
    return this.#given(entryKey(number, entry.position))
  }

  async change(entry: Entry): Promise<Entry> {
    const before = this.#read(entryKey(entry.conversation, entry.position))
    const name = `entry ${entry.position} of ${entry.conversation}`
    if (!before) throw new SwitchboardError('NOT_FOUND', `There is no ${name}`)
    if (before.kind !== entry.kind) throw new TypeError(`The ${name} is a ${before.kind}`)
    const { seq, at } = before
    const after: Entry = { ...entry, seq, at, changedSeq: this.#seq }
    this.#putEntry(after, before)
    const summary = this.#read(summaryKey(entry.conversation))
    if (summary?.lastEntry?.position === after.position) {
      this.#putSummary({ ...summary, lastEntry: after }, summary)
    }
    return this.#given(entryKey(after.conversation, after.position))
  }

  async putConversation(conversation: Conversation): Promise<void> {
    const before = this.#read(summaryKey(conversation.number))
    if (!before) {
      throw new SwitchboardError('NOT_FOUND', `There is no history with ${conversation.number}`)
    }
    const { assignee } = conversation
    if (assignee !== null && !isAgentId(assignee)) {
      throw new TypeError(`"${assignee}" cannot be an Agent's id`)
    }
    // These follow the entries; a summary read before an append must not put them back.
    const { lastEntry, lastActivityAt, lastPosition, lastMessagePosition } = before
    const kept = { lastEntry, lastActivityAt, lastPosition, lastMessagePosition }
    this.#putSummary({ ...conversation, ...kept }, before)
  }

  async putAgent(agent: Agent): Promise<void> {
    this.#put(agentKey(agent.id), copyOf(agent))
    this.#agents.add(agentKey(agent.id))
  }

  async putRecord(space: Space, key: string, value: unknown): Promise<void> {
    this.#put(recordKey(space, key), copyOf(value))
  }

  async deleteRecord(space: Space, key: string): Promise<void> {
    this.#live().remove(recordKey(space, key))
  }

  async share(change: SharedChange): Promise<void> {
    this.#live()
    this.#shared.set(`${change.kind} ${change.id}`, structuredClone(change))
  }

  async restrictTo(agent: string): Promise<void> {
    this.#live()
    this.#audience = agent
  }

  /** Ends the operation: no reads or writes after this. */
  end(): void {
    this.#over = true
  }

  /** Writes the changeset, where the operation changed anything that travels, and answers it. */
  writeChangeset(): Changeset | undefined {
    this.#places.settle()
    const changed =
      this.#entries.size + this.#before.size + this.#agents.size + this.#shared.size > 0
    if (!changed) return undefined
    const changeset = this.#changeset()
    const { stored, whole } = composeChangeset(changeset, {
      entry: (entry) => this.#draft.json(entryKey(entry.conversation, entry.position)),
      conversation: ({ number }) => this.#draft.json(conversationKey(number)),
    })
    this.#draft.putJson(changeKey(this.#seq), changeset, stored)
    return rememberJson(changeset, whole)
  }

  #changeset(): Changeset {
    const entries = [...this.#entries].map((key) => this.#given(key))
    return {
      seq: this.#seq,
      at: this.at,
      entries: entries.toSorted((a, b) => a.position - b.position),
      conversations: [...this.#before].map(([number, before]) => ({
        conversation: this.#given(summaryKey(number)),
        before,
      })),
      counts: this.#counters.moved(),
      agents: [...this.#agents].map((key) => this.#given(key)),
      ...(this.#shared.size > 0 && { shared: [...this.#shared.values()] }),
      ...(this.#audience !== undefined && { audience: this.#audience }),
    }
  }

  #putEntry(after: Entry, before: Entry | undefined): void {
    const key = entryKey(after.conversation, after.position)
    indexEntry(this.#live(), after, before)
    this.#put(key, after)
    this.#entries.add(key)
  }

  #putSummary(summary: Conversation, before: Conversation | undefined): void {
    const after = { ...summary, changedSeq: this.#seq }
    if (!this.#before.has(after.number)) {
      this.#before.set(after.number, before ? standingOf(before) : null)
    }
    this.#live().put(summaryKey(after.number), after, storedSummary(after))
    this.#places.move(after, before)
  }

  #live(): Overlay {
    if (this.#over) throw new TypeError('This operation is over; its transaction cannot be used')
    return this.#draft
  }

  #read<T>(key: KeyOf<T>): T | undefined {
    return this.#live().value(key)
  }

  /** What was just written. */
  #given<T>(key: KeyOf<T>): T {
    return this.#draft.value(key) as T
  }

  #put(key: string, value: unknown): void {
    this.#live().put(key, value)
  }
}

/** Whoever keeps a record may go on with its own: only the copy is frozen. What has no JSON is refused here. */
function copyOf(value: unknown): unknown {
  const json = JSON.stringify(value) as string | undefined
  if (json === undefined) throw new TypeError('What is to be stored has no JSON')
  return JSON.parse(json)
}

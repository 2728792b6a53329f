import type { Changeset, ConversationEvent, Entry, Message } from '@switchboard/protocol'
import type { Desk, Move } from './desk.ts'
import { LoadMeter } from './load-meter.ts'

/** What one Agent did on this day. */
export interface Deeds {
  /** Whom they answered. */
  customers: Set<string>
  replies: number
  load: LoadMeter
  /** Handed on, with a note. */
  transfers: number
  /** Given back, by themselves or because they were gone. */
  givenBack: number
}

/** Keeps the books: reads what happened out of the changesets, and nothing else. */
export class Ledger {
  /** From a Customer's first text to our first reply, in ms, by the Agent who wrote it. */
  readonly firstWaits: { agent: string; waitMs: number }[] = []
  /** Of every text that was answered. */
  readonly waits: number[] = []
  readonly deeds = new Map<string, Deeds>()
  /** Assignments, and what took a Conversation from somebody or some queue, by the words in the thread. */
  readonly assignments = new Map<string, number>()
  readonly reassignments = new Map<string, number>()
  readonly events = new Map<string, number>()
  readonly #desk: Desk
  readonly #answered = new Set<string>()
  texts = 0
  replies = 0
  movedUp = 0
  longestQueue = 0

  constructor(desk: Desk) {
    this.#desk = desk
  }

  of(agent: string): Deeds {
    const known = this.deeds.get(agent)
    if (known) return known
    const deeds = {
      customers: new Set<string>(),
      replies: 0,
      load: new LoadMeter(),
      transfers: 0,
      givenBack: 0,
    }
    this.deeds.set(agent, deeds)
    return deeds
  }

  /** A changeset that the desk has just taken in. */
  note({ seq, at, entries }: Changeset, moves: readonly Move[]): void {
    const now = Date.parse(at)
    for (const { before, after } of moves) {
      for (const agent of new Set([before?.assignee, after.assignee]))
        if (agent != null) this.of(agent).load.hold(this.#desk.load(agent), now)
      if (before?.priority == null && after.priority?.agent === undefined && after.priority)
        this.movedUp += 1
    }
    // A message that changes is the one of before; an event that changes tells of something new.
    for (const entry of entries)
      if (entry.seq === seq || entry.kind === 'event') this.#enter(entry, moves)
    this.longestQueue = Math.max(this.longestQueue, this.#desk.queueLength)
  }

  #enter(entry: Entry, moves: readonly Move[]): void {
    if (entry.kind === 'event') this.#event(entry)
    else if (entry.kind === 'message' && entry.direction === 'inbound') this.texts += 1
    else if (entry.kind === 'message')
      this.#reply(entry, moves.find(({ after }) => after.number === entry.conversation)?.before)
  }

  #reply({ conversation, at, agent = '' }: Message, before: Move['before']): void {
    const deeds = this.of(agent)
    this.replies += 1
    deeds.replies += 1
    deeds.customers.add(conversation)
    const isFirst = !this.#answered.has(conversation)
    this.#answered.add(conversation)
    if (before?.waitingSince == null) return
    const waitMs = Date.parse(at) - Date.parse(before.waitingSince)
    this.waits.push(waitMs)
    if (isFirst) this.firstWaits.push({ agent, waitMs })
  }

  #event({ event, agent, subject, reason = '' }: ConversationEvent): void {
    add(this.events, event)
    if (event === 'assigned') add(this.assignments, reason)
    if (event === 'transferred') {
      add(this.reassignments, subject === undefined ? `handed ${reason}` : 'handed to a colleague')
      this.of(agent ?? '').transfers += 1
    }
    if (event === 'released') {
      add(this.reassignments, reason)
      this.of(agent ?? subject ?? '').givenBack += 1
    }
    if (event === 'taken') add(this.reassignments, `taken ${reason}`.trim())
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

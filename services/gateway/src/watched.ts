import {
  isAboveFloor,
  isGiven,
  matchesInboxFilter,
  type ConsoleFrame,
  type Conversation,
  type ConversationChange,
  type InboxRow,
  type SharedChange,
  type TimelineEntry,
  type Watch,
} from '@switchboard/protocol'
import type { Change } from './batch.ts'

/** Who looks at what. */
export interface Watcher {
  agent: string
  watch: Watch
  /** Changesets up to this one are not for it: it has them, or reads them from its pages. */
  after: number
  /** Those of its open thread up to this one it has too, where that is greater. */
  threadAfter: number
}

type Inbox = NonNullable<Watch['inbox']>
interface InView {
  rows: Conversation[]
  numbers: ReadonlySet<string>
}
type Unlabelled<T> = T extends { seq: number } ? Omit<T, 'seq'> : never
/** A frame whose `seq` is still to be set; `key` names its content among those of one batch. */
export interface WatchedFrame {
  key: string
  frame: Unlabelled<ConsoleFrame>
}

/**
 * Changes that some watchers have not had, and each may see. What it takes from them is found once for all who
 * watch the same: an inbox is the same for a whole team.
 */
export class Unseen {
  readonly #changes: readonly Change[]
  readonly #after: number
  readonly #scope: string
  readonly #newest = new Map<string, Conversation>()
  readonly #forAll: WatchedFrame[]
  readonly #views = new Map<string, InView>()
  /** What each holds, held until now, or has a reply in that did not arrive: told whatever one looks at. */
  readonly #own = new Map<string, Set<string>>()
  /** What came to each by another's hand. */
  readonly #given = new Map<string, Set<string>>()

  /** All with a greater seq than `after`; `scope` tells the frames of these changes from those of others. */
  constructor(changes: readonly Change[], after: number, scope: string) {
    this.#changes = changes
    this.#after = after
    this.#scope = scope
    this.#forAll = [...this.#agentsFrame(), ...this.#sharedFrame()]
    for (const { changeset } of changes)
      for (const change of changeset.conversations) {
        const { conversation, before } = change
        this.#newest.set(conversation.number, conversation)
        add(this.#own, conversation.assignee, conversation.number)
        add(this.#own, before?.assignee, conversation.number)
        for (const { agent } of conversation.unsettled ?? [])
          add(this.#own, agent, conversation.number)
        if (isGiven(change, changeset.entries))
          add(this.#given, conversation.assignee, conversation.number)
      }
  }

  /** What of them this watcher is sent, in the order it is sent. */
  framesFor(watcher: Watcher): WatchedFrame[] {
    const { agent, watch, threadAfter } = watcher
    const rows = this.#withThread(this.#rowsOf(agent, watch.inbox), watch.thread)
    const given = this.#givenTo(agent)
    const rowsFrame = rows.length === 0 ? [] : [this.#frameOf(rows, given)]
    const frames = [...this.#entriesFrame(watcher), ...this.#forAll, ...rowsFrame]
    const isBehind = frames.length === 0 && threadAfter > this.#after
    return isBehind ? [this.#frameOf([])] : frames
  }

  /** Of its open thread alone: what it is sent ahead of the others. */
  threadFramesFor(watcher: Watcher): WatchedFrame[] {
    const rows = this.#withThread([], watcher.watch.thread)
    const rowsFrame = rows.length === 0 ? [] : [this.#frameOf(rows)]
    return [...this.#entriesFrame(watcher), ...rowsFrame]
  }

  #entriesFrame({ watch: { thread }, threadAfter }: Watcher): WatchedFrame[] {
    if (thread === null) return []
    const newest = new Map<number, TimelineEntry>()
    for (const { changeset, entries } of this.#changes) {
      if (changeset.seq <= threadAfter) continue
      for (const entry of entries)
        if (entry.conversation === thread) newest.set(entry.position, entry)
    }
    if (newest.size === 0) return []
    const entries = [...newest.values()].toSorted((a, b) => a.position - b.position)
    const frame = { type: 'entries' as const, conversation: thread, entries }
    const places = entries.map(({ position, changedSeq }) => `${position} ${changedSeq}`)
    return [{ key: `${this.#scope}entries ${thread} ${places.join()}`, frame }]
  }

  #agentsFrame(): WatchedFrame[] {
    const agents = this.#changes.flatMap(({ changeset }) => changeset.agents)
    if (agents.length === 0) return []
    const newest = new Map(agents.map((agent) => [agent.id, agent]))
    const frame = { type: 'agents' as const, agents: [...newest.values()] }
    return [{ key: `${this.#scope}agents`, frame }]
  }

  /** The newest state of each thing. */
  #sharedFrame(): WatchedFrame[] {
    const newest = new Map<string, SharedChange>()
    let upTo = 0
    for (const { changeset } of this.#changes) {
      for (const change of changeset.shared ?? []) {
        newest.set(`${change.kind} ${change.id}`, change)
        upTo = changeset.seq
      }
    }
    if (newest.size === 0) return []
    const frame = { type: 'shared' as const, upTo, shared: [...newest.values()] }
    return [{ key: `${this.#scope}shared`, frame }]
  }

  /** Without a row it only tells how far the watcher has everything. */
  #frameOf(conversations: Conversation[], given: string[] = []): WatchedFrame {
    const numbers = conversations.map(({ number }) => number).join(' ')
    const frame = {
      type: 'conversations' as const,
      conversations,
      ...(given.length > 0 && { given }),
    }
    return { key: `${this.#scope}conversations ${numbers} given ${given.join(' ')}`, frame }
  }

  /** What this Agent was given and still holds. */
  #givenTo(agent: string): string[] {
    return [...(this.#given.get(agent) ?? [])].filter(
      (number) => this.#newest.get(number)?.assignee === agent,
    )
  }

  /** Rows in the view after the change or before it, and one's own wherever they stand. */
  #rowsOf(agent: string, inbox: Inbox | null): Conversation[] {
    const { rows, numbers } = this.#inView(agent, inbox)
    const own = [...(this.#own.get(agent) ?? [])].filter((number) => !numbers.has(number))
    return own.length === 0 ? rows : [...rows, ...this.#newestOf(new Set(own))]
  }

  /** The same for all who look at it, unless it is what they hold themselves. */
  #inView(agent: string, inbox: Inbox | null): InView {
    const key = `${inbox?.view === 'mine' ? agent : ''} ${JSON.stringify(inbox)}`
    const known = this.#views.get(key)
    if (known !== undefined) return known
    const numbers = new Set<string>()
    for (const { changeset } of this.#changes)
      for (const change of changeset.conversations)
        if (isRow(change, inbox, agent)) numbers.add(change.conversation.number)
    const inView = { rows: this.#newestOf(numbers), numbers }
    this.#views.set(key, inView)
    return inView
  }

  #newestOf(numbers: ReadonlySet<string>): Conversation[] {
    return [...this.#newest.values()].filter(({ number }) => numbers.has(number))
  }

  /** The open thread's summary stands among them, whatever the view. */
  #withThread(rows: Conversation[], thread: string | null): Conversation[] {
    const summary = thread === null ? undefined : this.#newest.get(thread)
    return summary === undefined || rows.includes(summary) ? rows : [...rows, summary]
  }
}

function add(
  numbersOf: Map<string, Set<string>>,
  agent: string | null | undefined,
  number: string,
): void {
  if (agent == null) return
  const numbers = numbersOf.get(agent) ?? new Set()
  numbersOf.set(agent, numbers.add(number))
}

function isShown(row: InboxRow, inbox: Inbox, agent: string): boolean {
  return matchesInboxFilter(row, inbox, agent) && isAboveFloor(row, inbox)
}

/** Whether an inbox shows the row after the change, or has to see it go. */
function isRow(
  { conversation, before }: ConversationChange,
  inbox: Inbox | null,
  agent: string,
): boolean {
  if (inbox === null) return false
  if (isShown(conversation, inbox, agent)) return true
  if (before === null) return false
  // What an older program did not tell of it counts as unchanged.
  return isShown({ ...conversation, ...before }, inbox, agent)
}

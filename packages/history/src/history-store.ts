import type {
  Agent,
  Changeset,
  Conversation,
  ConversationStatus,
  Entry,
  EntryDraft,
  InboxSort,
  MoodFilter,
  SharedChange,
} from '@switchboard/protocol'

import type { Maintained } from './maintenance.ts'

/**
 * Private keyspaces beside the histories. Nothing in them ever travels in a changeset.
 * `outbox` keys begin with the time the attempt is due, `quarantine` keys with the time it came.
 */
export const spaces = [
  'outbox',
  'attempts',
  'quarantine',
  'credentials',
  'sessions',
  'media',
  'callbacks',
  'private',
  'meta',
] as const
export type Space = (typeof spaces)[number]

export interface StoredRecord<T = unknown> {
  key: string
  value: T
}

export interface RecordRange {
  /** Keys greater than this. */
  gt?: string
  /** Keys less than this. */
  lt?: string
  limit?: number
}

/** A page of Conversations in the order asked for; pass `next` back as `page` for the one after it. */
export interface ConversationPage {
  conversations: Conversation[]
  next: string | null
  asOf: number
}

export interface ConversationQuery {
  status?: ConversationStatus
  /** An Agent's id; null for those nobody holds; absent for all. */
  assignee?: string | null
  /** Id of a label they carry. */
  label?: string
  /** The face of the Customer's newest text. */
  mood?: MoodFilter
  /** A part of the number, or the beginning of a word of the name. */
  q?: string
  /** Default: newest activity first. */
  sort?: InboxSort
  limit: number
  page?: string
}

/** A page of one history, newest first; pass `next` back as `before` for the older one. */
export interface EntryPage {
  entries: Entry[]
  /** The summary as it was at `asOf`. */
  conversation: Conversation
  next: string | null
  /** With `at`: the position it led to, the newest where nothing is as new. */
  target?: number
  asOf: number
}

export interface EntryQuery {
  /** Positions below this one, nearest first. */
  before?: number
  /** Positions above this one, nearest first, answered newest first. */
  after?: number
  /** The page with this position in its middle. */
  around?: number
  /** The page around the first entry stored then or later; in place of `around`. */
  at?: string
  limit: number
}

export interface Counts {
  /** By `viewKey`; a view that is not named is 0. */
  counts: Record<string, number>
  asOf: number
}

export interface Committed<T> {
  value: T
  /** The `seq` of the changeset the work made; the last confirmed one when it made none. */
  seq: number
}

/**
 * One operation: all of it is stored or nothing, and it sees its own writes and those of every
 * operation before it. Reads and writes are only valid until the work's promise settles. Values
 * that are read or were written are shared and frozen.
 */
export interface Transaction {
  /** When the operation is stored, ISO 8601 UTC; never earlier than that of the operation before. */
  readonly at: string
  conversation(number: string): Promise<Conversation | undefined>
  entry(number: string, position: number): Promise<Entry | undefined>
  entryBySid(sid: string): Promise<Entry | undefined>
  entryByClientMessageId(id: string): Promise<Entry | undefined>
  agent(id: string): Promise<Agent | undefined>
  agents(): Promise<Agent[]>
  /** How many Conversations a view holds, by `viewKey`. */
  count(view: string): Promise<number>
  record<T>(space: Space, key: string): Promise<T | undefined>
  records<T>(space: Space, range?: RecordRange): Promise<StoredRecord<T>[]>
  /**
   * Adds an entry at the end of a history, which begins with it when the Customer is new (open,
   * held by nobody). Keeps the summary's `lastEntry` and `lastActivityAt`, which events leave alone,
   * and `lastPosition` and `lastMessagePosition`; all else in it is the caller's. A sid or client id that exists is MESSAGE_ID_REUSED.
   */
  append(number: string, draft: EntryDraft): Promise<Entry>
  /** Replaces an entry in its place: position, seq and at stay, `changedSeq` moves. */
  change(entry: Entry): Promise<Entry>
  /**
   * Stores the summary of a history that exists (else NOT_FOUND), with its indexes and counters. The
   * fields that `append` and `change` keep, and `changedSeq`, are the store's: what it says of them is ignored.
   */
  putConversation(conversation: Conversation): Promise<void>
  putAgent(agent: Agent): Promise<void>
  putRecord(space: Space, key: string, value: unknown): Promise<void>
  deleteRecord(space: Space, key: string): Promise<void>
  /** Puts a thing beside the histories into the changeset; storing it is the caller's (`putRecord`). */
  share(change: SharedChange): Promise<void>
  /** The changeset reaches this Agent's own sockets only. */
  restrictTo(agent: string): Promise<void>
}

/** What the store asked of its keys since it was made; none of it depends on the clock. */
export interface StoreWork {
  /** Atomic synced writes. */
  batches: number
  /** Keys put or removed by them. */
  writes: number
  /** Length of these keys and values, in UTF-16 code units. */
  writtenBytes: number
  /** Single keys read. */
  gets: number
  /** Ranges read. */
  scans: number
}

export interface FollowOptions {
  /** How many changesets may wait for the reader before it is too slow. */
  maxBuffered: number
  signal?: AbortSignal
}

/**
 * The histories of all Customers and everything that must be stored with them. The one seam to the
 * disk: a Level store and an in-memory one pass the same contract suite.
 */
export interface HistoryStore extends AsyncDisposable, Maintained {
  /** Opens the store; idempotent. Throws when the folder is foreign, damaged, newer or locked. */
  open(): Promise<void>
  /** Finishes what was begun, then closes; idempotent. Later calls reject with UNAVAILABLE. */
  close(): Promise<void>
  /** The last confirmed `seq`; 0 in an empty store. */
  readonly seq: number
  readonly work: Readonly<StoreWork>
  /** Resolves with the reason when the store can no longer write; the process should then end. */
  readonly failed: Promise<Error>

  /**
   * Runs operations one after the other and resolves when the work's batch is on disk. Whatever
   * waits is written as one synced batch. Work that rejects leaves no trace and rejects alone.
   * Work may be run again, so it must touch nothing but the transaction; above all it must not wait
   * for another operation. UNAVAILABLE when too many wait or the work takes too long.
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<Committed<T>>

  conversation(number: string): Promise<Conversation | undefined>
  conversations(query: ConversationQuery): Promise<ConversationPage>
  /** NOT_FOUND for a number without history. */
  entries(number: string, query: EntryQuery): Promise<EntryPage>
  /** Open Conversations that nobody holds and that wait for an answer, longest waiting first. */
  queue(limit: number): Promise<Conversation[]>
  counts(): Promise<Counts>
  agents(): Promise<{ agents: Agent[]; asOf: number }>
  /** One of them, without reading the others: each request of a person asks for theirs. */
  agent(id: string): Promise<Agent | undefined>
  entryBySid(sid: string): Promise<Entry | undefined>
  record<T>(space: Space, key: string): Promise<T | undefined>
  records<T>(space: Space, range?: RecordRange): Promise<StoredRecord<T>[]>

  /**
   * Changesets with seq > after, ascending. TOO_OLD when the first of them is no longer kept, or when
   * `after` was never given out here.
   */
  changes(after: number, limit: number): Promise<Changeset[]>
  /**
   * Every changeset with seq > cursor, each once and in order: what is stored, then what comes.
   * Ends with CONSUMER_TOO_SLOW when more than `maxBuffered` wait, with TOO_OLD when the cursor is
   * older than what is kept, and quietly when the signal aborts or the store closes.
   */
  follow(cursor: number, options: FollowOptions): AsyncIterable<Changeset>
  /** Forgets changesets stored before this time (ISO 8601); the newest always stays. Returns how many. */
  trimChanges(before: string): Promise<number>
}

import {
  SwitchboardError,
  type Agent,
  type Changeset,
  type Conversation,
  type Entry,
} from '@switchboard/protocol'
import { Announcements } from './announcements.ts'
import { writeBackup } from './backup.ts'
import { backupRows } from './backup-lines.ts'
import { readChanges } from './changes.ts'
import { readValue, unseal } from './checksum.ts'
import { readConversations } from './conversation-pages.ts'
import { CountedKeyValue } from './counted-key-value.ts'
import { exportRows } from './export-lines.ts'
import { findEntry } from './entry-index.ts'
import { FanOut } from './fan-out.ts'
import { follow } from './follow.ts'
import type {
  Committed,
  ConversationPage,
  ConversationQuery,
  Counts,
  EntryPage,
  EntryQuery,
  FollowOptions,
  HistoryStore,
  RecordRange,
  Space,
  StoredRecord,
  StoreWork,
  Transaction,
} from './history-store.ts'
import { HighWater } from './high-water.ts'
import { numbered } from './journal.ts'
import type { KeyValue, Reader, Row, Write } from './key-value.ts'
import { agentKey, agentKeys, recordKey } from './keys.ts'
import { beginLogAgain } from './log-start.ts'
import { LongRun } from './long-run.ts'
import type {
  CopyOptions,
  Difference,
  LongRunOptions,
  LostTail,
  RestoreSummary,
} from './maintenance.ts'
import { MAX_UNMARKED, type MarkKeeper } from './mark.ts'
import type { Overlay } from './overlay.ts'
import { lastSeq, readCounts, readEntries, readQueue } from './pages.ts'
import { RecentValues } from './recent-values.ts'
import { readRecords } from './records.ts'
import { readConversation } from './stored-summary.ts'
import { checkTail } from './tail.ts'
import { tallied } from './tallies.ts'
import { WriteTransaction } from './transaction.ts'
import { trimOnce } from './trim.ts'
import { Unannounced } from './unannounced.ts'
import { verifyRows } from './verify.ts'
import { withTimeout } from './with-timeout.ts'
import { defaultQueueLimits, WriteQueue, type QueueLimits } from './write-queue.ts'

export interface StoreOptions {
  /** Milliseconds since 1970; default `Date.now`. */
  now?: () => number
  limits?: Partial<QueueLimits>
  /** How often the high-water mark follows what is confirmed; default 1 s. */
  markIntervalMs?: number
  /** How long an operation's work, or the live stream, may make no progress; default 10 s. */
  workTimeoutMs?: number
}

/** A history over any ordered keys with snapshots and atomic writes. */
export abstract class KeyValueStore implements HistoryStore {
  readonly failed: Promise<Error>
  readonly #keyValue: CountedKeyValue
  /** For operations alone. */
  readonly #recent: RecentValues
  readonly #unannounced = new Unannounced()
  readonly #queue: WriteQueue
  readonly #now: () => number
  readonly #workTimeoutMs: number
  readonly #live = new FanOut()
  readonly #announcements: Announcements
  readonly #reading = new Set<Promise<unknown>>()
  #opening: Promise<void> | undefined
  #closing: Promise<void> | undefined
  #isOpen = false
  #lostTail: LostTail | undefined
  readonly #highWater: HighWater
  /** The number of the last batch that was written. */
  #batch = 0
  /** The last confirmed one; `#nextSeq` runs ahead of it while a batch is made. */
  #seq = 0
  #nextSeq = 1
  #lastAt = 0

  /** Without a keeper there is no high-water mark: nothing outlives the process anyway. */
  constructor(keyValue: KeyValue, options: StoreOptions = {}, keeper?: MarkKeeper) {
    this.#keyValue = new CountedKeyValue(keyValue)
    this.#now = options.now ?? Date.now
    this.#workTimeoutMs = options.workTimeoutMs ?? 10_000
    let fail!: (reason: Error) => void
    this.failed = new Promise((resolve) => (fail = resolve))
    const limits = { ...defaultQueueLimits, ...options.limits }
    // One batch never goes beyond what a mark covers.
    limits.maxGroupOperations = Math.min(limits.maxGroupOperations, MAX_UNMARKED)
    this.#announcements = new Announcements(limits.maxUnannounced, this.#workTimeoutMs)
    this.#recent = new RecentValues(this.#keyValue)
    this.#queue = new WriteQueue(this.#recent, limits, {
      mayWrite: async () => {
        await this.#highWater.covers(this.#seq + limits.maxGroupOperations)
        await this.#announcements.near(this.#seq)
      },
      write: (writes) => this.#write(writes),
      position: () => this.#nextSeq - 1,
      onStored: (stored, seq) => {
        this.#recent.stored(stored.values())
        this.#seq = seq
      },
      onFailed: fail,
    })
    this.#highWater = new HighWater({
      keeper,
      intervalMs: options.markIntervalMs ?? 1000,
      position: () => ({ seq: this.#seq, batch: this.#batch }),
      onFailed: (reason) => this.#queue.fail(reason),
    })
  }

  get lostTail(): LostTail | undefined {
    return this.#lostTail
  }

  get seq(): number {
    return this.#seq
  }

  get work(): Readonly<StoreWork> {
    return this.#keyValue.work
  }

  open(): Promise<void> {
    if (this.#closing) return Promise.reject(unavailable())
    this.#opening ??= this.#open()
    return this.#opening
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<Committed<T>> {
    this.#assertOpen()
    const { value, seq } = await this.#queue.add((draft) => this.#perform(draft, work))
    return { value, seq: seq ?? this.#seq }
  }

  async conversation(number: string): Promise<Conversation | undefined> {
    return this.#atOnce(async (reader) => readConversation(reader, number))
  }

  async conversations(query: ConversationQuery): Promise<ConversationPage> {
    return this.#atOnce((reader) => readConversations(reader, query))
  }

  async entries(number: string, query: EntryQuery): Promise<EntryPage> {
    return this.#atOnce((reader) => readEntries(reader, number, query))
  }

  async queue(limit: number): Promise<Conversation[]> {
    return this.#atOnce((reader) => readQueue(reader, limit))
  }

  async counts(): Promise<Counts> {
    return this.#atOnce(readCounts)
  }

  async agents(): Promise<{ agents: Agent[]; asOf: number }> {
    return this.#atOnce(async (reader) => {
      const rows = await reader.rows(agentKeys)
      return { agents: rows.map((row) => unseal(row) as Agent), asOf: await lastSeq(reader) }
    })
  }

  async agent(id: string): Promise<Agent | undefined> {
    return readValue(this.#reader(), agentKey(id))
  }

  async entryBySid(sid: string): Promise<Entry | undefined> {
    return findEntry(this.#reader(), 'sid', sid)
  }

  async record<T>(space: Space, key: string): Promise<T | undefined> {
    return readValue<T>(this.#reader(), recordKey(space, key))
  }

  async records<T>(space: Space, range: RecordRange = {}): Promise<StoredRecord<T>[]> {
    return this.#atOnce((reader) => readRecords<T>(reader, space, range))
  }

  async changes(after: number, limit: number): Promise<Changeset[]> {
    return this.#atOnce((reader) => readChanges(reader, after, limit))
  }

  follow(cursor: number, options: FollowOptions): AsyncIterable<Changeset> {
    this.#assertOpen()
    const changes = (after: number, limit: number) => this.changes(after, limit)
    const isClosed = () => !this.#isOpen
    return follow({ changes, live: this.#live, isClosed }, cursor, options)
  }

  async trimChanges(before: string): Promise<number> {
    let total = 0
    for (let removed = 1; removed > 0; total += removed) {
      this.#assertOpen()
      removed = await this.#queue.add((draft) => trimOnce(draft, before))
    }
    return total
  }

  verify(options: LongRunOptions = {}): AsyncGenerator<Difference, void, undefined> {
    return this.#longRead(options, (reader, run) => verifyRows(reader, run))
  }

  exportLines(options: CopyOptions = {}): AsyncGenerator<string, void, undefined> {
    const at = new Date(this.#now()).toISOString()
    return this.#longRead(options, (reader, run) => exportRows(reader, run, at, options.files))
  }

  backupLines(options: CopyOptions = {}): AsyncGenerator<string, void, undefined> {
    const at = new Date(this.#now()).toISOString()
    return this.#longRead(options, (reader, run) => backupRows(reader, run, at, options.files))
  }

  async backup(folder: string, options: CopyOptions = {}): Promise<RestoreSummary> {
    const at = new Date(this.#now()).toISOString()
    const made = this.#longRead(options, async function* (reader, run) {
      yield await writeBackup(reader, folder, run, at, options.files)
    })
    for await (const summary of made) return summary
    throw unavailable()
  }

  async #open(): Promise<void> {
    await this.#keyValue.open({
      changed: (row) => this.#announce(row),
      broken: (reason) => this.#queue.fail(reason),
    })
    try {
      await this.#goOn()
      this.#isOpen = true
    } catch (error) {
      await this.#keyValue.close()
      throw error
    }
  }

  /** Finds where the history ends, and how to go on from there. */
  async #goOn(): Promise<void> {
    const tail = await checkTail(this.#keyValue)
    this.#batch = tail.batch
    this.#lastAt = tail.at
    const loss = await this.#highWater.compare(tail, this.#now)
    const seq = loss?.goOnAbove ?? tail.seq
    if (loss) {
      this.#lostTail = loss.lostTail
      await this.#write(beginLogAgain(this.#keyValue, tail.seq, seq, this.#time()))
    }
    this.#seq = seq
    this.#nextSeq = seq + 1
    this.#announcements.reached(seq)
    await this.#highWater.start()
  }

  async #write(writes: Write[]): Promise<void> {
    await this.#keyValue.write(numbered(tallied(this.#keyValue, writes), this.#batch + 1))
    this.#batch += 1
  }

  /** Now, but never earlier than anything stored before; ISO 8601. */
  #time(): string {
    this.#lastAt = Math.max(this.#lastAt, this.#now())
    return new Date(this.#lastAt).toISOString()
  }

  async #close(): Promise<void> {
    this.#isOpen = false
    try {
      await this.#opening
    } catch {
      return
    }
    this.#isOpen = false
    await this.#queue.idle()
    await Promise.allSettled(this.#reading)
    this.#live.end()
    if (!this.#opening) return
    // What cannot be marked is still stored.
    await this.#highWater.stop().catch((error: unknown) => this.#queue.fail(error))
    await this.#keyValue.close()
  }

  async #perform<T>(
    draft: Overlay,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<{ value: T; seq: number | undefined }> {
    const transaction = new WriteTransaction(draft, this.#nextSeq, this.#time())
    try {
      const value = await withTimeout(
        work(transaction),
        this.#workTimeoutMs,
        'An operation on the history',
      )
      const changeset = transaction.writeChangeset()
      if (changeset === undefined) return { value, seq: undefined }
      this.#unannounced.add(changeset, draft)
      this.#nextSeq += 1
      return { value, seq: changeset.seq }
    } finally {
      transaction.end()
    }
  }

  #announce(row: Row): void {
    try {
      const changeset = this.#unannounced.take(row)
      this.#live.publish(changeset)
      this.#announcements.reached(changeset.seq)
    } catch (error) {
      this.#queue.fail(error)
    }
  }

  /** Reads that belong together see one moment of the store. */
  async #atOnce<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    this.#assertOpen()
    const reading = this.#readSnapshot(read)
    this.#reading.add(reading)
    try {
      return await reading
    } finally {
      this.#reading.delete(reading)
    }
  }

  async #readSnapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    const snapshot = this.#keyValue.snapshot()
    try {
      return await read(snapshot)
    } finally {
      await snapshot.close()
    }
  }

  /** A read that may take long: the store may close meanwhile, which ends it with UNAVAILABLE. */
  async *#longRead<T>(
    options: LongRunOptions,
    read: (reader: Reader, run: LongRun) => AsyncGenerator<T, void, undefined>,
  ): AsyncGenerator<T, void, undefined> {
    this.#assertOpen()
    const snapshot = this.#keyValue.snapshot()
    try {
      yield* read(snapshot, new LongRun(options, () => this.#assertOpen()))
    } catch (error) {
      this.#assertOpen()
      throw error
    } finally {
      await snapshot.close()
    }
  }

  /** The disk itself: a batch is announced before it is told to what operations remember. */
  #reader(): Reader {
    this.#assertOpen()
    return this.#keyValue
  }

  #assertOpen(): void {
    if (!this.#isOpen) throw unavailable()
  }
}

function unavailable(): SwitchboardError {
  return new SwitchboardError('UNAVAILABLE', 'The history is not open')
}

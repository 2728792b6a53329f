import type { Conversation } from '@switchboard/protocol'
import { seal, unseal } from './checksum.ts'
import { markFirstBatch } from './journal.ts'
import type { KeyValue, Write } from './key-value.ts'
import { conversationKeys, indexKeysOf, within } from './keys.ts'
import { LongRun, scan } from './long-run.ts'
import { markAt, MarkFile } from './mark.ts'
import { checkTail } from './tail.ts'
import { talliedPrefixes, Tallies } from './tallies.ts'

/** What a step may work with: the opened database, and the folder it is in. */
export interface MigrationContext {
  keyValue: Pick<KeyValue, 'get' | 'rows' | 'write'>
  location: string
}

/** Takes a folder from a format to the next. It may be cut short at any moment and is then run again from its start. */
export type Migration = (context: MigrationContext) => Promise<void>

/** The formats a program knows. Raised whenever an older program could misread what is stored. */
export interface Formats {
  newest: number
  /** By the format each begins with. */
  migrations: Readonly<Record<number, Migration>>
}

/** Format 2 has a high-water mark, numbered batches, tallies and a log that may begin again. */
async function addMarkAndTallies({ keyValue, location }: MigrationContext): Promise<void> {
  const tallies = new Tallies()
  const run = new LongRun({})
  for (const prefix of talliedPrefixes) {
    const rows = scan(keyValue, within(prefix), run, 'Counting')
    for await (const [key, text] of rows) tallies.add(key, text)
  }
  await keyValue.write(tallies.writes())
  await new MarkFile(location).write(markAt(await checkTail(keyValue)))
}

/** Keys in one write of a migration. */
const CHUNK = 5000

/** Format 3 finds Conversations by priority, waiting, label and name too. */
async function addInboxIndexes({ keyValue }: MigrationContext): Promise<void> {
  let writes: Write[] = []
  const rows = scan(keyValue, conversationKeys, new LongRun({}), 'Indexing')
  for await (const row of rows) {
    for (const key of indexKeysOf(unseal(row) as Conversation)) {
      if (keyValue.get(key) === undefined) writes.push([key, seal(key, null)])
    }
    if (writes.length < CHUNK) continue
    await keyValue.write(writes)
    writes = []
  }
  await keyValue.write(writes)
}

/** Format 4 keeps the numbers of more batches, beside a larger log. */
async function keepMoreBatches({ keyValue }: MigrationContext): Promise<void> {
  const writes = await markFirstBatch(keyValue)
  if (writes.length > 0) await keyValue.write(writes)
}

/**
 * Format 5 keeps an entry once where older programs expect it in the summary and the changeset too. What those
 * wrote is read as it is, and becomes like the rest when it is written again.
 */
async function keepEntriesOnce(): Promise<void> {}

/** Format 6 leaves out of a summary what most summaries hold. The same is true of what older programs wrote. */
async function keepNothingUsual(): Promise<void> {}

/** Since this one records are read as they were stored, so that a copy of them needs no steps. */
export const RECORDS_READ_SINCE = 4

export const formats: Formats = {
  newest: 6,
  migrations: {
    1: addMarkAndTallies,
    2: addInboxIndexes,
    3: keepMoreBatches,
    4: keepEntriesOnce,
    5: keepNothingUsual,
  },
}

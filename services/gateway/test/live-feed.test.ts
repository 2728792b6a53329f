import type { Changeset } from '@switchboard/protocol'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Batch } from '../src/batch.ts'
import { LiveFeed, type LiveFeedOptions } from '../src/live-feed.ts'
import { makeChangeset, makeMessage } from './shapes.ts'

function withEntries(seq: number, count: number): Changeset {
  const entries = Array.from({ length: count }, (_, index) => {
    return makeMessage({ seq, changedSeq: seq, position: seq * 100 + index })
  })
  return makeChangeset(seq, { entries })
}

function makeFeed(options: Partial<LiveFeedOptions> = {}) {
  const batches: Batch[] = []
  const failures: unknown[] = []
  const feed = new LiveFeed({
    onBatch: (batch) => batches.push(batch),
    onFailure: (error) => failures.push(error),
    maxInside: 250_000,
    ...options,
  })
  const seqs = () => batches.flatMap(({ changes }) => changes.map((c) => c.changeset.seq))
  return { feed, batches, failures, seqs, [Symbol.asyncDispose]: () => feed.end() }
}

const entriesOf = (seq: number) => withEntries(seq, 50).entries

describe('the live feed', () => {
  it('[G27] hands on every changeset once, in order, with exactly its own entries', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 70 }), { maxLength: 30 }), async (sizes) => {
        await using test = makeFeed()
        for (const [index, size] of sizes.entries()) test.feed.push(withEntries(index + 1, size))
        await vi.waitFor(() => expect(test.seqs()).toEqual(sizes.map((_, index) => index + 1)))
        for (const { changes } of test.batches) {
          for (const { changeset, entries } of changes) {
            expect(entries.map((e) => e.position)).toEqual(changeset.entries.map((e) => e.position))
          }
        }
        for (const [index, batch] of test.batches.entries()) {
          expect(batch.after).toBe(test.batches[index - 1]?.to ?? 0)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('[G27] keeps the order of what has entries and what has none', async () => {
    await using test = makeFeed()
    test.feed.push(withEntries(1, 1))
    test.feed.push(withEntries(2, 0))
    expect(test.seqs()).toEqual([])
    await vi.waitFor(() => expect(test.seqs()).toEqual([1, 2]))
    test.feed.push(withEntries(3, 0))
    expect(test.seqs()).toEqual([1, 2, 3])
    expect(test.feed.delivered).toBe(3)
  })

  it('[G27] works on no entries of threads that nobody has open, and hands their changesets on', async () => {
    const open = '+14155550177'
    await using test = makeFeed({ isOpen: (thread) => thread === open })
    const entries = [makeMessage(), makeMessage({ conversation: open, position: 2 })]
    test.feed.push(makeChangeset(1, { entries }))
    test.feed.push(withEntries(2, 3))
    await vi.waitFor(() => expect(test.seqs()).toEqual([1, 2]))
    const worked = test.batches.flatMap(({ changes }) => changes.flatMap((c) => c.entries))
    expect(worked).toMatchObject([{ conversation: open, position: 2, mood: {} }])
  })

  it('[G27] drops what waits when it starts over, and mixes none of it into what follows', async () => {
    await using test = makeFeed()
    for (let seq = 1; seq <= 5; seq += 1) test.feed.push(withEntries(seq, 3))
    test.feed.reset(40)
    test.feed.push(withEntries(41, 2))
    await vi.waitFor(() => expect(test.seqs()).toEqual([41]))
    const [batch] = test.batches
    expect(batch).toMatchObject({ after: 40, to: 41 })
    expect(batch?.changes[0]?.entries.map((e) => e.position)).toEqual([4100, 4101])
  })

  it('[G27] refuses a changeset when too many wait', async () => {
    await using test = makeFeed({ maxPending: 2 })
    test.feed.push(withEntries(1, 1))
    test.feed.push(withEntries(2, 1))
    expect(() => test.feed.push(withEntries(3, 1))).toThrow(
      expect.objectContaining({ code: 'CONSUMER_TOO_SLOW' }),
    )
    await vi.waitFor(() => expect(test.seqs()).toEqual([1, 2]))
    test.feed.push(withEntries(3, 1))
    await vi.waitFor(() => expect(test.seqs()).toEqual([1, 2, 3]))
  })

  it('[G27] refuses a changeset whole when the pipeline has no room, and goes on from it later', async () => {
    await using test = makeFeed({ maxInside: 100 })
    test.feed.push(withEntries(1, 70))
    expect(() => test.feed.push(withEntries(2, 31))).toThrow(
      expect.objectContaining({ code: 'CONSUMER_TOO_SLOW' }),
    )
    await vi.waitFor(() => expect(test.seqs()).toEqual([1]))
    test.feed.push(withEntries(2, 31))
    await vi.waitFor(() => expect(test.seqs()).toEqual([1, 2]))
    expect(test.failures).toEqual([])
  })

  it('[G27] refuses a page there is no room for, and keeps nothing of it inside', async () => {
    await using test = makeFeed({ maxInside: 100 })
    for (let times = 0; times < 5; times += 1) {
      const tooLong = test.feed.page(withEntries(9, 150).entries)
      await expect(tooLong).rejects.toMatchObject({ code: 'CONSUMER_TOO_SLOW' })
    }
    await vi.waitFor(async () => expect(await test.feed.page(entriesOf(7))).toHaveLength(50))
    test.feed.push(withEntries(1, 90))
    await vi.waitFor(() => expect(test.seqs()).toEqual([1]))
    expect(test.failures).toEqual([])
  })

  it('[G27] answers pages meanwhile, each with its own entries', async () => {
    await using test = makeFeed()
    const pages = Promise.all([7, 8, 9].map((seq) => test.feed.page(entriesOf(seq))))
    for (let seq = 1; seq <= 5; seq += 1) test.feed.push(withEntries(seq, 3))
    const got = (await pages).map((page) => page.map((entry) => entry.position))
    expect(got).toEqual([7, 8, 9].map((seq) => entriesOf(seq).map((entry) => entry.position)))
    await vi.waitFor(() => expect(test.seqs()).toEqual([1, 2, 3, 4, 5]))
  })

  it('[G27] tells its owner when what takes the batches fails, and refuses pages from then on', async () => {
    const test = makeFeed({
      onBatch: () => {
        throw new Error('cannot fan out')
      },
    })
    test.feed.push(withEntries(1, 1))
    await vi.waitFor(() => expect(test.failures[0]).toMatchObject({ message: 'cannot fan out' }))
    await expect(test.feed.page([makeMessage()])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})

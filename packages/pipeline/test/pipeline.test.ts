import { setImmediate as tick } from 'node:timers/promises'
import { timelineEntrySchema, type Entry } from '@switchboard/protocol'
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  createPipeline,
  MAX_LIVE_ENTRIES,
  type Destination,
  type Frame,
  type PipelineOptions,
} from '../src/index.ts'
import { makeEvent, makeMessage, makeMessages, makeNote } from './entries.ts'

const isTimelineEntry = (value: unknown): boolean => {
  const result = timelineEntrySchema['~standard'].validate(value)
  return !(result instanceof Promise) && result.issues === undefined
}

const live: Destination = { key: 'live', live: true }
const page = (key: string): Destination => ({ key, live: false })

function makePipeline(options: Partial<PipelineOptions<Destination>> = {}) {
  const frames: Frame[] = []
  const pipeline = createPipeline<Destination>({
    deliver: (frame) => void frames.push(frame),
    now: () => Date.parse('2026-11-22T12:05:00.000Z'),
    ...options,
  })
  const write = async (to: Destination, entries: Entry[]) => {
    for (const entry of entries) await pipeline.write({ to, entry })
    if (!to.live) await pipeline.write({ to, end: true })
  }
  const positions = () =>
    frames.map(({ to, entries }): [string, number[]] => [to.key, entries.map((e) => e.position)])
  return { pipeline, frames, write, positions }
}

describe('what it adds', () => {
  it('[Q1] gives every entry its age, and [Q2] each message its mood', async () => {
    const { pipeline, frames, write } = makePipeline()
    await write(page('p'), [makeMessage({ body: 'I love it' }), makeNote(), makeEvent()])
    await pipeline.end()
    const age = { value: 5, unit: 'minute', text: '5 minutes ago' }
    const mood = {
      score: 3,
      words: [{ word: 'love', score: 3 }],
      face: 'happy',
      language: 'en',
      isRead: true,
    }
    expect(frames[0]?.entries).toEqual([
      { ...makeMessage({ body: 'I love it' }), age, mood },
      { ...makeNote(), age },
      { ...makeEvent(), age },
    ])
    for (const entry of frames[0]?.entries ?? []) expect(isTimelineEntry(entry)).toBe(true)
  })

  it('[Q2] leaves the entry it was given as it was', async () => {
    const { pipeline, write } = makePipeline()
    const entry = Object.freeze(makeMessage())
    await write(page('p'), [entry])
    await pipeline.end()
    expect(entry).toEqual(makeMessage())
  })
})

describe('frames', () => {
  it('[Q3] lets a page out as one frame when it ends, and not before', async () => {
    const { pipeline, write, positions } = makePipeline()
    for (const entry of makeMessages(1, 200)) await pipeline.write({ to: page('p'), entry })
    await tick()
    await tick()
    expect(positions()).toEqual([])
    await write(page('p'), [])
    await vi.waitFor(() => expect(positions()).toHaveLength(1))
    expect(positions()[0]?.[1]).toHaveLength(200)
    await pipeline.end()
  })

  it('[Q3] lets an empty page out too', async () => {
    const { pipeline, write, positions } = makePipeline()
    await write(page('p'), [])
    await pipeline.end()
    expect(positions()).toEqual([['p', []]])
  })

  it('[Q4] lets live entries of one tick out together, without any timer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
    try {
      const { pipeline, positions } = makePipeline()
      for (const entry of makeMessages(1, 5)) void pipeline.write({ to: live, entry })
      await vi.waitUntil(() => positions().length > 0)
      expect(positions()).toEqual([['live', [1, 2, 3, 4, 5]]])
      expect(vi.getTimerCount()).toBe(0)
      await pipeline.end()
    } finally {
      vi.useRealTimers()
    }
  })

  it('[Q4] lets a live frame out at 64 entries', async () => {
    const { pipeline, positions } = makePipeline()
    const written = makeMessages(1, 150).map((entry) => pipeline.write({ to: live, entry }))
    await Promise.all(written)
    await vi.waitFor(() => expect(positions().flatMap(([, p]) => p)).toHaveLength(150))
    expect(Math.max(...positions().map(([, p]) => p.length))).toBe(MAX_LIVE_ENTRIES)
    await pipeline.end()
  })

  it('[Q5] never mixes pages and live entries, and keeps the order of each, whatever the writers do', async () => {
    const destination = fc.constantFrom(live, page('a'), page('b'), { key: 'other', live: true })
    const step = fc.record({ to: destination, rest: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 300 }), async (steps) => {
        const { pipeline, frames } = makePipeline()
        const expected = new Map<string, number[]>()
        for (const [index, { to, rest }] of steps.entries()) {
          const position = index + 1
          expected.set(to.key, [...(expected.get(to.key) ?? []), position])
          const entry = makeMessage({ position, line: to.key })
          await pipeline.write({ to, entry })
          if (rest) await tick()
        }
        for (const key of ['a', 'b']) await pipeline.write({ to: page(key), end: true })
        await pipeline.end()
        for (const { to, entries } of frames) {
          expect(entries.every((e) => e.kind === 'message' && e.line === to.key)).toBe(true)
        }
        for (const [key, positions] of expected) {
          const got = frames.filter(({ to }) => to.key === key).flatMap(({ entries }) => entries)
          expect(got.map((entry) => entry.position)).toEqual(positions)
        }
        expect(frames.filter(({ to }) => to.key === 'a')).toHaveLength(1)
      }),
      { numRuns: 30 },
    )
  })
})

describe('bounds', () => {
  it('[Q6] makes the writer wait while nobody takes the frames, and loses nothing', async () => {
    let release: (() => void) | undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const taken: number[] = []
    const { pipeline, write } = makePipeline({
      deliver: async ({ entries }) => {
        await held
        taken.push(...entries.map((entry) => entry.position))
      },
    })
    let finished = false
    const writing = (async () => {
      for (let n = 1; n <= 500; n += 1) await write(page(`p${n}`), makeMessages(n, n))
      finished = true
    })()
    for (let ticks = 0; ticks < 200; ticks += 1) await tick()
    expect(finished).toBe(false)
    release?.()
    await writing
    await pipeline.end()
    expect(taken).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  })

  it('[Q6] refuses more than may be inside', async () => {
    const { pipeline, frames } = makePipeline({ maxInside: 3 })
    const writes = makeMessages(1, 4).map((entry) => pipeline.write({ to: live, entry }))
    await expect(writes[3]).rejects.toMatchObject({ code: 'CONSUMER_TOO_SLOW' })
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    await pipeline.write({ to: live, entry: makeMessage({ position: 5 }) })
    await pipeline.end()
    expect(frames.flatMap(({ entries }) => entries)).toHaveLength(4)
  })

  it('[Q7] surfaces what the taker of frames fails of, to the owner and to writers', async () => {
    const { pipeline, write } = makePipeline({
      deliver: () => {
        throw new Error('cannot take it')
      },
    })
    const failed = pipeline.done.catch((error: unknown) => error)
    await write(page('p'), [makeMessage()])
    expect(await failed).toMatchObject({ message: 'cannot take it' })
    await expect(write(page('q'), [makeMessage()])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('[Q7] refuses the writer who waits for room when it fails', async () => {
    const failing = new Error('cannot take it')
    const { write } = makePipeline({ deliver: () => Promise.reject(failing) })
    const writing = makeMessages(1, 500).map((entry, n) => write(page(`p${n}`), [entry]))
    const results = await Promise.allSettled(writing)
    const refused = { status: 'rejected', reason: { code: 'UNAVAILABLE' } }
    expect(results.at(-1)).toMatchObject(refused)
  })

  it('[Q7] lets out what is inside when it ends', async () => {
    const { pipeline, positions } = makePipeline()
    void pipeline.write({ to: live, entry: makeMessage() })
    await pipeline.end()
    expect(positions()).toEqual([['live', [1]]])
    await expect(pipeline.write({ to: live, entry: makeMessage() })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_ENTRIES,
  applyLiveEntries,
  applyNewestPage,
  applyOlderPage,
  emptyThread,
} from '../src/state/thread.ts'
import { CUSTOMER, makeMessage } from './factories.ts'

const messages = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => makeMessage({ position: from + index }))

const page = (from: number, to: number, asOf = to) => ({
  entries: messages(from, to),
  next: from > 1 ? from : null,
  asOf,
})

describe('a thread', () => {
  it('[C3] joins a page and the live feed without gap or repeat, in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 }),
        fc.nat(7),
        (order, pageAt) => {
          let thread = emptyThread(CUSTOMER)
          order.forEach((position, index) => {
            if (index === pageAt) thread = applyNewestPage(thread, page(1, 8))
            thread = applyLiveEntries(thread, [makeMessage({ position })])
          })
          expect(thread.entries.map((entry) => entry.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
        },
      ),
    )
  })

  it('[C3] takes a change once, and never an older state of an entry', () => {
    const opened = applyNewestPage(emptyThread(CUSTOMER), page(1, 3))
    const delivered = makeMessage({ position: 3, changedSeq: 9, status: 'delivered' })
    const changed = applyLiveEntries(opened, [delivered])
    expect(applyLiveEntries(changed, [delivered])).toBe(changed)
    expect(applyLiveEntries(changed, [makeMessage({ position: 3 })])).toBe(changed)
    expect(applyNewestPage(changed, page(1, 3)).entries.at(-1)).toBe(delivered)
  })

  it('[C3] leaves a change of something older than what is loaded to its page', () => {
    const opened = applyNewestPage(emptyThread(CUSTOMER), page(51, 60))
    const old = makeMessage({ position: 7, changedSeq: 70 })
    expect(applyLiveEntries(opened, [old])).toBe(opened)
    const whole = applyOlderPage(opened, page(1, 50))
    expect(whole.entries).toHaveLength(60)
    expect(whole.older).toBeNull()
  })

  it('[C3] drops what is known outside the run of a page that was read anew', () => {
    const known = applyNewestPage(emptyThread(CUSTOMER), page(1, 10))
    const again = applyNewestPage(known, page(61, 70))
    expect(again.entries[0]?.position).toBe(61)
    expect(again.older).toBe(61)
  })

  it('[C3] holds a bounded number of entries; the oldest can be read again', () => {
    const opened = applyNewestPage(emptyThread(CUSTOMER), page(1, MAX_ENTRIES))
    const more = applyLiveEntries(opened, messages(MAX_ENTRIES + 1, MAX_ENTRIES + 5))
    expect(more.entries).toHaveLength(MAX_ENTRIES)
    expect(more.older).toBe(6)
  })
})

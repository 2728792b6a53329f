import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_ENTRIES,
  applyLiveEntries,
  aimAt,
  applyJump,
  applyNewerPage,
  applyOlderPage,
  applyPage,
  dropFarEntries,
  emptyThread,
} from '../src/state/thread.ts'
import { CUSTOMER, makeMessage } from './factories.ts'

const messages = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => makeMessage({ position: from + index }))

const page = (from: number, to: number, last = to, asOf = to) => ({
  last,
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
            if (index === pageAt) thread = applyPage(thread, page(1, 8))
            thread = applyLiveEntries(thread, [makeMessage({ position })])
          })
          expect(thread.entries.map((entry) => entry.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
        },
      ),
    )
  })

  it('[C3] takes a change once, and never an older state of an entry', () => {
    const opened = applyPage(emptyThread(CUSTOMER), page(1, 3))
    const delivered = makeMessage({ position: 3, changedSeq: 9, status: 'delivered' })
    const changed = applyLiveEntries(opened, [delivered])
    expect(applyLiveEntries(changed, [delivered])).toBe(changed)
    expect(applyLiveEntries(changed, [makeMessage({ position: 3 })])).toBe(changed)
    expect(applyPage(changed, page(1, 3)).entries.at(-1)).toBe(delivered)
  })

  it('[C3] leaves a change of something older than what is loaded to its page', () => {
    const opened = applyPage(emptyThread(CUSTOMER), page(51, 60))
    const old = makeMessage({ position: 7, changedSeq: 70 })
    expect(applyLiveEntries(opened, [old])).toBe(opened)
    const whole = applyOlderPage(opened, page(1, 50))
    expect(whole.entries).toHaveLength(60)
    expect(whole.older).toBeNull()
  })

  it('[C3] drops what is known outside the run of a page that was read anew', () => {
    const known = applyPage(emptyThread(CUSTOMER), page(1, 10))
    const again = applyPage(known, page(61, 70))
    expect(again.entries[0]?.position).toBe(61)
    expect(again.older).toBe(61)
  })

  it('[C103] takes newer pages until it reaches the newest entry, and what came live meanwhile', () => {
    const elsewhere = applyJump(emptyThread(CUSTOMER), page(101, 200, 350), 150)
    expect(elsewhere).toMatchObject({ older: 101, newer: 200, target: { position: 150 }, run: 1 })
    const asked = { ...elsewhere, loading: 'newer' as const }
    const missed = applyLiveEntries(asked, [makeMessage({ position: 351 })])
    expect(missed.entries).toHaveLength(100)
    const half = applyNewerPage(missed, page(201, 300, 350))
    expect(half).toMatchObject({ newer: 300, loading: null })
    const last = { ...half, loading: 'newer' as const }
    const withLive = applyLiveEntries(last, [makeMessage({ position: 352 })])
    const whole = applyNewerPage(withLive, page(301, 351, 351))
    expect(whole.newer).toBeNull()
    expect(whole.entries.at(-1)?.position).toBe(352)
    expect(whole.entries).toHaveLength(252)
  })

  it('[C103] keeps a change that came live for a place whose page was on its way', () => {
    const opened = { ...applyPage(emptyThread(CUSTOMER), page(51, 60)), loading: 'older' as const }
    const delivered = makeMessage({ position: 7, changedSeq: 70, status: 'delivered' })
    const whole = applyOlderPage(applyLiveEntries(opened, [delivered]), page(1, 50, 60))
    expect(whole.entries[6]).toBe(delivered)
    expect(whole.waiting).toEqual([])
  })

  it('[C103] never joins parts of a history with a gap between them', () => {
    const elsewhere = {
      ...applyJump(emptyThread(CUSTOMER), page(1, 10, 20), 5),
      loading: 'jump' as const,
    }
    const live = applyLiveEntries(elsewhere, [makeMessage({ position: 25 })])
    expect(applyJump(live, page(11, 20, 20), null).entries.at(-1)?.position).toBe(20)
  })

  it('[C103] holds a bounded number of entries; either end can go and be read again', () => {
    const long = applyPage(emptyThread(CUSTOMER), page(201, 200 + MAX_ENTRIES + 1))
    const up = dropFarEntries(long, 'newer')
    expect(up.entries.length).toBeLessThan(MAX_ENTRIES)
    expect(up.newer).toBe(up.entries.at(-1)?.position)
    expect(applyLiveEntries(up, [makeMessage({ position: 2_000 })])).toBe(up)
    const down = dropFarEntries(long, 'older')
    expect(down.older).toBe(down.entries[0]?.position)
    expect(down.newer).toBeNull()
    const unseen = applyLiveEntries(long, messages(1_202, 3_400))
    expect(unseen.entries.length).toBeLessThan(MAX_ENTRIES)
  })

  it('[C103] puts a page that came newest first in its order', () => {
    const { entries, ...rest } = page(11, 20)
    const opened = applyJump(emptyThread(CUSTOMER), { ...rest, entries: entries.toReversed() }, 15)
    expect(opened.entries.map(({ position }) => position)).toEqual(
      entries.map((one) => one.position),
    )
  })

  it('[C101] can be aimed at the same place again', () => {
    const once = aimAt(applyPage(emptyThread(CUSTOMER), page(1, 10)), 5)
    expect(aimAt(once, 5).target?.wish).not.toBe(once.target?.wish)
  })
})

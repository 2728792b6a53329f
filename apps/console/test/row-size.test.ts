import { describe, expect, it } from 'vitest'
import { ROW_PX, asCache, guessedInSight, guessedSizes } from '../src/timeline/row-size.ts'
import { indexOfPosition, timelineItems } from '../src/timeline/timeline-items.ts'
import { makeEvent, makeMessage, makeNote } from './factories.ts'

/** As the list keeps them: of each row, and of any other. */
function sizesOf(...entries: Parameters<typeof timelineItems>[0]['entries']) {
  const items = timelineItems({ entries, complete: true, unreadAfter: null, outgoing: [] })
  const [sizes, other] = asCache(guessedSizes(items)) as unknown as [number[], number]
  return { sizes, other, items }
}

const bodyOf = (body: string): number => sizesOf(makeMessage({ body })).sizes.at(-1)!

describe('the sizes a list of texts begins with', () => {
  it('are one for each row, whatever it is, and one for those that come', () => {
    const { sizes, other, items } = sizesOf(
      makeMessage({ position: 1 }),
      makeNote({ position: 2 }),
      makeEvent({ position: 3 }),
      makeMessage({ position: 4, direction: 'outbound' }),
    )
    expect(sizes).toHaveLength(items.length)
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    expect(other).toBe(ROW_PX)
  })

  it('grow by the lines of a text, of which a wide sign fills twice as much', () => {
    const one = bodyOf('Hello')
    expect(bodyOf('Hello\nthere')).toBe(one + 20)
    expect(bodyOf('a'.repeat(100))).toBe(one + 20)
    expect(bodyOf('好'.repeat(100))).toBe(one + 40)
    expect(bodyOf('')).toBeLessThan(one)
  })

  it('[C197] are of what is shown of a very long text', () => {
    const long = bodyOf('\n'.repeat(400))
    expect(long).toBeGreaterThan(bodyOf('\n'.repeat(23)))
    expect(long).toBeLessThan(bodyOf('\n'.repeat(30)))
    expect(bodyOf('好'.repeat(1_600))).toBe(bodyOf('Hello') + 42 * 20)
  })

  it('have room for pictures', () => {
    const media = [{ id: 'm1', contentType: 'image/jpeg', size: 1000 }]
    const withOne = sizesOf(makeMessage({ body: 'Hello', media })).sizes.at(-1)!
    expect(withOne).toBeGreaterThan(bodyOf('Hello') + 100)
  })
})

describe('the rows a list of texts begins with', () => {
  const texts = Array.from({ length: 40 }, (_, index) => makeMessage({ position: index + 1 }))
  const inSight = (height: number, unreadAfter: number | null, position = 0): string[] => {
    const items = timelineItems({ entries: texts, complete: true, unreadAfter, outgoing: [] })
    const target = indexOfPosition(items, position)
    const indexes = guessedInSight(items, guessedSizes(items), { height, target })
    const shown = indexes.map((index) => items[index])
    return shown.flatMap((item) => {
      return item?.kind === 'message' ? [`${item.entry.position}`] : [item?.kind ?? '']
    })
  }

  it('fill the list from the end, or from the unread on', () => {
    const atEnd = inSight(300, null)
    expect(atEnd[0]).toBe('40')
    expect(atEnd.length).toBeGreaterThan(3)
    expect(atEnd.length).toBeLessThan(15)
    expect(inSight(300, 10).slice(0, 3)).toEqual(['10', 'unread', '11'])
    expect(inSight(300, 39).slice(0, 4)).toEqual(['39', 'unread', '40', '38'])
    expect(inSight(300, 39).length).toBeGreaterThan(5)
    expect(inSight(300, null, 40)).toContain('37')
  })

  it('are around what was looked for', () => {
    const around = inSight(300, 10, 30)
    expect(around[0]).toBe('30')
    expect(around).toContain('29')
    expect(around).toContain('31')
    expect(around).not.toContain('unread')
    expect(around.length).toBeLessThan(15)
  })

  it('are none while nobody knows how high it is', () => {
    expect(inSight(0, null)).toEqual([])
  })
})

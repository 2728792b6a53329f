import { describe, expect, it } from 'vitest'
import { ROW_PX, guessedSizes } from '../src/timeline/row-size.ts'
import { timelineItems } from '../src/timeline/timeline-items.ts'
import { makeEvent, makeMessage, makeNote } from './factories.ts'

/** As the list keeps them: of each row, and of any other. */
function sizesOf(...entries: Parameters<typeof timelineItems>[0]['entries']) {
  const items = timelineItems({ entries, complete: true, unreadAfter: null, outgoing: [] })
  const [sizes, other] = guessedSizes(items) as unknown as [number[], number]
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

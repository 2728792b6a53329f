import type { Face, Mood } from '@switchboard/protocol'
import { cleanup, render, screen } from '@testing-library/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Sparkline } from '../src/inbox/sparkline.tsx'
import { MoodLine } from '../src/timeline/mood-line.tsx'
import type { MoodBlend } from '../src/timeline/mood-stretches.ts'
import { timelineItems } from '../src/timeline/timeline-items.ts'
import { makeMessage } from './factories.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

afterEach(cleanup)

/** The curve of these scores in a box of 96 by 24, as it is drawn. */
function draw(moods: number[], isRead = true) {
  render(<Sparkline moods={moods} label="Mood" isRead={isRead} width={96} height={24} />)
  const picture = screen.getByRole('img', { name: 'Mood' })
  const points = picture.querySelector('polyline')?.getAttribute('points') ?? ''
  const dot = picture.querySelector('circle')
  const stops = [...picture.querySelectorAll('stop')]
  return {
    points: points.split(' ').map((point) => point.split(',').map(Number)),
    stops: stops.map((stop) => [
      Number(stop.getAttribute('offset')),
      stop.getAttribute('stop-color'),
    ]),
    dot: [dot?.getAttribute('cx'), dot?.getAttribute('cy')].map(Number),
    fill: dot?.getAttribute('fill'),
    picture,
  }
}

const MIDDLE = 12
const color = (face: Face): string => `var(--mood-${face})`

describe('the mood of the last texts', () => {
  it('[C4] is drawn from the oldest to the newest, which stands at the right edge', () => {
    const { points, dot } = draw([0, 0, 0])
    const [first, second, third] = points.map(([x = 0]) => x)
    expect(third).toBe(93)
    // Twelve have room: three are a quarter of that, not stretched.
    expect(second! - first!).toBeCloseTo(90 / 11, 0)
    expect(third! - second!).toBeCloseTo(90 / 11, 0)
    expect(dot).toEqual(points.at(-1))
  })

  it('[C4] goes up with what is good and down with what is bad, as far as it is', () => {
    const { points } = draw([-6, -3, 0, 3, 6])
    expect(points.map(([, y]) => y)).toEqual([21, 16.5, MIDDLE, 7.5, 3])
  })

  it('[C4] stays in its box, whatever the scores', () => {
    const { points } = draw([-400, 400, ...Array.from({ length: 11 }, () => 1)])
    expect(points).toHaveLength(12)
    expect(points[0]).toEqual([3, 3])
    cleanup()
    expect(draw([-400]).points).toEqual([[93, 21]])
  })

  it('[C4] has the colour of each face where its text stands', () => {
    const { stops, fill, picture } = draw([-6, -1, 0, 1, 6])
    const offsets = [0, 0.25, 0.5, 0.75, 1]
    const faces = ['devil', 'unhappy', 'neutral', 'happy', 'wink'] as const
    expect(stops.map(([, at]) => at)).toEqual(faces.map(color))
    for (const [index, [offset]] of stops.entries())
      expect(offset).toBeCloseTo(offsets[index] ?? NaN, 2)
    expect(fill).toBe(color('wink'))
    const gradient = picture.querySelector('linearGradient')
    expect(picture.querySelector('polyline')?.getAttribute('stroke')).toBe(`url(#${gradient?.id})`)
    expect(Number(gradient?.getAttribute('x1'))).toBeCloseTo(93 - (4 * 90) / 11, 0)
    expect(Number(gradient?.getAttribute('x2'))).toBeCloseTo(93, 0)
  })

  it('[C10] ends in a hollow dot where the newest was not read', () => {
    expect(draw([3, 0], false).fill).toBe('var(--paper)')
  })

  it('[C4] is not drawn before there was one', () => {
    const { container } = render(<Sparkline moods={[]} label="Mood" />)
    expect(container.innerHTML).toBe('')
  })
})

const at = (face: Face): MoodBlend => ({ from: face, to: face, share: 0 })
const between = (from: Face, to: Face, share: number): MoodBlend => ({ from, to, share })

/** How the line is drawn beside one row; as text, since this browser of ours cannot mix colours. */
const drawn = (top: MoodBlend, face: Face | null, bottom: MoodBlend): string =>
  renderToStaticMarkup(<MoodLine stretch={{ top, face, bottom, dotted: false }} />)

describe('the mood line', () => {
  it('[C10] goes from what it is above to what it is below', () => {
    const line = drawn(at('happy'), null, at('devil'))
    expect(line).toContain(`linear-gradient(to bottom, ${color('happy')}, ${color('devil')})`)
  })

  it('[C10] has the colour of a text’s face in its middle, whatever is around it', () => {
    const line = drawn(at('happy'), 'neutral', at('devil'))
    expect(line).toContain(`${color('happy')}, ${color('neutral')} 40% 60%, ${color('devil')}`)
  })

  it('[C10] is the more of the next face the nearer it is', () => {
    const line = drawn(between('happy', 'devil', 0.25), null, between('happy', 'devil', 0.75))
    const mix = `color-mix(in oklab, ${color('devil')} 25%, ${color('happy')})`
    expect(line).toContain(`linear-gradient(to bottom, ${mix}, ${mix.replace('25%', '75%')})`)
  })

  it('[C10] follows the customer’s texts, from the first of them on, through what is between', () => {
    const entries = [
      makeMessage({ position: 1, direction: 'outbound', mood: mood('devil') }),
      makeMessage({ position: 2, mood: mood('happy') }),
      makeMessage({ position: 3, direction: 'outbound', mood: mood('wink') }),
      makeMessage({ position: 4, mood: mood('unhappy') }),
    ]
    const items = timelineItems({ complete: false, unreadAfter: null, outgoing: [], entries })
    const lines = items.map(({ stretch }) =>
      stretch ? facesOf(renderToStaticMarkup(<MoodLine stretch={stretch} />)) : [],
    )
    expect(lines).toEqual([
      [],
      [],
      ['happy', 'happy 40% 60%', 'unhappy 25%'],
      ['unhappy 25%', 'unhappy 75%'],
      ['unhappy 75%', 'unhappy 40% 60%', 'unhappy'],
    ])
  })
})

const mood = (face: Face): Mood => ({ score: 1, words: [], face, language: 'en', isRead: true })

/** The faces a line passes through; of two mixed the one that is coming, with its share. */
function facesOf(line: string): string[] {
  const unmixed = line.replaceAll(/color-mix\(in oklab, (.*?%), .*?\)\)/g, '$1')
  const faces = unmixed.matchAll(/--mood-(\w+)\)((?: \d+%)*)/g)
  return Array.from(faces, ([, face = '', share = '']) => face + share)
}

describe('the mood line beside a thread', () => {
  beforeAll(giveSizes)

  it.each([
    ['devil', true],
    ['neutral', false],
  ] as const)(
    '[C10] stands beside a text that is %s, dotted where that was not read',
    async (face, isRead) => {
      await openDesk({}, [makeMessage({ mood: { ...mood(face), isRead } })])
      const [line, ...others] = document.querySelectorAll<HTMLElement>('[role=log] [class*=_line]')
      expect(others).toEqual([])
      expect(line?.style.background).toBe(gradientOf(face))
      expect(/_dotted/.test(line?.className ?? '')).toBe(!isRead)
      history.replaceState(null, '', '/')
    },
  )
})

const gradientOf = (face: Face): string =>
  `linear-gradient(to bottom, ${color(face)}, ${color(face)} 40% 60%, ${color(face)})`

import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { ReadyThreads } from '../src/state/ready-threads.ts'
import { emptyThread, type Thread } from '../src/state/thread.ts'
import { settle } from './fake-wire.ts'
import { drawn, giveSizes } from './layout.ts'
import { XU, YAN, ZOE, answer, go, openInbox, row, text, type Desk } from './open-inbox.tsx'

const log = (): HTMLElement => screen.getByRole('log', { name: 'Timeline' })

/** The logs that are out of sight, by what stands in them. */
const ready = (): string[] =>
  [...document.querySelectorAll('#thread [aria-hidden] > [role=log]')].map(
    (found) => /\+\d+ says \d/.exec(found.textContent)?.[0] ?? '',
  )

const bubble = (words: string): Element | undefined =>
  [...document.querySelectorAll('#thread article')].find((one) => one.textContent.includes(words))

const namesOf = ({ threads }: ReadyThreads): string[] => threads.get().map(({ number }) => number)

async function pass(ms: number): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, ms)))
}

/** A desk on which Yan's thread is open, and Zoe's before and Xu's behind it stand ready. */
async function openYan(xu = [text(XU)]): Promise<Desk> {
  const desk = await openInbox()
  await go(YAN)
  await answer(desk, YAN)
  await pass(150)
  await answer(desk, XU, xu)
  await answer(desk, ZOE)
  await vi.waitFor(async () => {
    await drawn()
    expect(ready().toSorted()).toEqual([`${ZOE} says 1`, `${XU} says 1`])
  })
  return desk
}

const tell = ({ wire }: Desk, facts: Parameters<typeof row>[1]): void =>
  act(() =>
    wire.tell({
      type: 'conversations',
      seq: 101,
      conversations: [row(XU, { changedSeq: 101, ...facts })],
    }),
  )

beforeAll(giveSizes)
afterEach(() => {
  cleanup()
  history.replaceState(null, '', '/')
})

describe('a thread that is likely to be opened next', () => {
  it('[C210] is drawn before, and what was drawn is what is shown', async () => {
    await openYan()
    const before = bubble(`${XU} says 1`)
    expect(before?.closest('[aria-hidden]')).toBeTruthy()
    await go(XU)
    expect(bubble(`${XU} says 1`)).toBe(before)
    expect(before?.closest('[aria-hidden]')).toBeNull()
    expect(log().contains(before ?? null)).toBe(true)
  })

  it('[C210] is neither asked for, seen nor read, and nothing is said of it, before it is opened', async () => {
    const desk = await openYan()
    const asked = desk.wire.asked.length
    act(() => void fireEvent.focus(window))
    await drawn()
    expect(screen.getAllByRole('log')).toHaveLength(1)
    expect(screen.queryByText('Catching up…')).toBeNull()
    expect(desk.wire.asked).toHaveLength(asked)
    expect(desk.wire.watched.at(-1)?.thread).toBe(YAN)
    await go(XU)
    expect(await screen.findByText('Catching up…')).toBeTruthy()
    expect(desk.wire.asked.filter(({ op }) => op === 'read')).toEqual([])
    await drawn()
    await answer(desk, XU)
    await drawn()
    expect(log().getAttribute('aria-busy')).toBe('false')
  })

  it('[C210] opens where the unread begins, also where that became unread after it was drawn', async () => {
    const desk = await openYan([text(XU), text(XU, 2)])
    const before = bubble(`${XU} says 1`)
    tell(desk, { lastPosition: 2, readPosition: 1, unread: 1 })
    await go(XU)
    expect(log().textContent).toMatch(/says 1.*New.*says 2/)
    expect(before?.isConnected && before.closest('[aria-hidden]') === null).toBe(false)
  })

  it('[C210] is no longer ready once something happened in it, when somebody goes on', async () => {
    const desk = await openYan()
    tell(desk, { lastPosition: 2, unread: 1 })
    await go(ZOE)
    await drawn()
    await answer(desk, ZOE)
    await pass(150)
    await drawn()
    expect(ready()).not.toContain(`${XU} says 1`)
    expect(ready()).toContain(`${YAN} says 1`)
  })

  it('[C186] [C210] is as at first when it was left before', async () => {
    const long = text(XU, 1, { body: `${XU} says 1, and${'\n'.repeat(400)}goes on` })
    const desk = await openYan([long])
    await go(XU)
    await drawn()
    await answer(desk, XU, [long])
    act(() => screen.getByRole('button', { name: 'Show all of it' }).click())
    expect(screen.getByRole('button', { name: 'Show less' })).toBeTruthy()
    await go(YAN)
    await drawn()
    await answer(desk, YAN)
    await pass(150)
    await drawn()
    await go(XU)
    expect(screen.getByRole('button', { name: 'Show all of it' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show less' })).toBeNull()
  })

  it('[C210] goes with the history it is of', async () => {
    const desk = await openYan()
    act(() => desk.console.pages.forget())
    expect(ready()).toEqual([])
    await pass(50)
    expect(ready()).toEqual([])
  })

  it('[C210] goes when no thread is open any more', async () => {
    const desk = await openYan()
    await act(async () => {
      history.pushState(null, '', '/')
      await settle()
    })
    expect(desk.console.pages.thread.ready.threads.get()).toEqual([])
  })

  it('[C210] is not read once it was left, whoever comes back to the window', async () => {
    const focus = vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    onTestFinished(() => focus.mockRestore())
    const desk = await openInbox()
    await go(ZOE)
    await answer(desk, ZOE, [text(ZOE), text(ZOE, 2)], { unread: 1, readPosition: 1 })
    await drawn()
    expect(desk.wire.count('read')).toBe(0)
    await go(YAN)
    expect(ready()).toEqual([`${ZOE} says 1`])
    focus.mockReturnValue(true)
    act(() => void fireEvent.focus(window))
    await drawn()
    expect(desk.wire.count('read')).toBe(0)
    await go(ZOE)
    await drawn()
    await answer(desk, ZOE, [text(ZOE), text(ZOE, 2)], { unread: 1, readPosition: 1 })
    await drawn()
    expect(desk.wire.count('read')).toBe(1)
  })

  it('[C210] loads no picture before it is opened', async () => {
    const media = [{ id: 'a'.repeat(64), contentType: 'image/png', size: 900, width: 9, height: 9 }]
    await openYan([text(XU, 1, { media })])
    const picture = document.querySelector('#thread [data-media] img')
    expect(picture?.hasAttribute('src')).toBe(false)
    await go(XU)
    expect(picture?.getAttribute('src')).toBe(`/media/${media[0]?.id}`)
  })

  it('[C210] is not where one is led by a link past the rail', async () => {
    await openYan()
    await go(XU)
    await drawn()
    act(() => screen.getByRole('button', { name: 'Skip to the timeline' }).click())
    expect(document.activeElement).toBe(log())
  })

  describe('and cannot be shown', () => {
    beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
    afterEach(() => vi.restoreAllMocks())

    it('[C163] [C210] leaves the open one whole, is told of when it is opened, and tried again', async () => {
      const desk = await openInbox()
      await go(YAN)
      await answer(desk, YAN)
      await pass(150)
      await answer(desk, XU, [text(XU, 1, { media: null })])
      await pass(100)
      await drawn()
      expect(console.error).toHaveBeenCalled()
      expect(screen.queryByRole('alert')).toBeNull()
      expect(log().textContent).toContain(`${YAN} says 1`)
      await go(XU)
      expect(screen.getByRole('alert').textContent).toContain('your drafts are kept')
      act(() => screen.getByRole('button', { name: 'Try again' }).click())
      expect(screen.getByRole('alert').textContent).toContain('your drafts are kept')
      await go(ZOE)
      expect(screen.queryByRole('alert')).toBeNull()
    })
  })
})

describe('threads that stand ready', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const numbers = Array.from({ length: 9 }, (_, index) => `+1415555020${index}`)
  const entries = new Map(numbers.map((number) => [number, [text(number)]]))
  let openings = 0
  const known = (number: string): Thread => {
    openings += 1
    return { ...emptyThread(number), opening: openings, entries: entries.get(number) ?? [] }
  }

  it('[C210] are three at most, the likeliest, one after the other', () => {
    const threads = new ReadyThreads({ known })
    threads.want(numbers.slice(0, 2))
    threads.want(numbers.slice(2, 4))
    expect(namesOf(threads)).toEqual([])
    const seen = [1, 2, 3, 4, 5].map(() => {
      vi.advanceTimersToNextTimer()
      return namesOf(threads).length
    })
    expect(seen).toEqual([1, 2, 3, 3, 3])
    expect(namesOf(threads)).toEqual([numbers[2], numbers[3], numbers[0]])
  })

  /** Some that are known, three of which stand ready while the fourth is open. */
  function openFourth() {
    const pages = new Map(numbers.slice(0, 4).map((number) => [number, known(number)]))
    const threads = new ReadyThreads({ known: (number) => pages.get(number) })
    threads.want(numbers.slice(0, 3))
    vi.advanceTimersByTime(200)
    expect(namesOf(threads)).toEqual(numbers.slice(0, 3))
    return { pages, threads }
  }

  it('[C210] are, of what is pressed, that alone and soon, also where its page comes late', () => {
    const { pages, threads } = openFourth()
    const before = threads.threads.get()
    threads.press(numbers[5]!)
    vi.advanceTimersByTime(100)
    threads.rest(numbers[3]!)
    threads.want(numbers.slice(6, 8))
    threads.learned(numbers[1]!)
    vi.advanceTimersByTime(100)
    expect(threads.threads.get()).toBe(before)
    pages.set(numbers[5]!, known(numbers[5]!))
    threads.learned(numbers[5]!)
    vi.advanceTimersByTime(100)
    expect(threads.threads.get()).toEqual([...before, pages.get(numbers[5]!)])
    expect(threads.take(pages.get(numbers[5]!)!)).toBe(pages.get(numbers[5]!))
    threads.learned(numbers[3]!)
    threads.rest(numbers[3]!)
    vi.advanceTimersByTime(100)
    expect(threads.threads.get()).toEqual(before)
    threads.want(numbers.slice(2, 4))
    vi.advanceTimersByTime(200)
    expect(namesOf(threads)).toEqual([numbers[2], numbers[3]])
  })

  it('[C210] are as before where nothing came of a press, and few whatever is pressed', () => {
    const { pages, threads } = openFourth()
    for (const number of numbers.slice(3)) {
      pages.set(number, known(number))
      threads.press(number)
      vi.advanceTimersByTime(100)
      expect(namesOf(threads)).toContain(number)
      expect(namesOf(threads).length).toBeLessThanOrEqual(5)
    }
    vi.advanceTimersByTime(3000)
    expect(namesOf(threads)).toHaveLength(3)
  })

  it('[C210] have nothing done for them while another one is opened, but what is pressed has', () => {
    const { pages, threads } = openFourth()
    const all = () => numbers.slice(0, 2).map((number) => threads.isOpeningOther(number))
    expect(all()).toEqual([false, false])
    threads.press(numbers[0]!)
    expect(all()).toEqual([false, true])
    threads.take(pages.get(numbers[0]!)!)
    expect(all()).toEqual([true, true])
    threads.want([])
    expect(all()).toEqual([false, false])
  })

  it('[C210] are taken as they are, and not twice', () => {
    const threads = new ReadyThreads({ known })
    threads.want(numbers.slice(0, 1))
    vi.runAllTimers()
    const [stands] = threads.threads.get()
    const taken = threads.take(known(numbers[0]!))
    expect(taken).toBe(stands)
    expect(threads.take(known(numbers[0]!))).not.toBe(stands)
    expect(threads.take({ ...known(numbers[1]!), unreadAfter: 3 }).unreadAfter).toBe(3)
  })

  it('[C210] keep the one that was left until there is time, and one alone', () => {
    const threads = new ReadyThreads({ known })
    for (const number of numbers) threads.leave(known(number))
    expect(namesOf(threads)).toEqual([numbers[8]])
    const [left] = threads.threads.get()
    threads.want([])
    vi.runAllTimers()
    expect(namesOf(threads)).toEqual([numbers[8], numbers[7], numbers[6]])
    expect(threads.threads.get()).not.toContain(left)
  })
})

import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { giveSizes } from '../layout.ts'
import { XU, YAN, ZOE, openInbox, row, type Desk } from '../open-inbox.tsx'

const listed = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('[data-number]')].map((one) => one.dataset['number'])
const rowOf = (number: string): Element => document.querySelector(`[data-number="${number}"]`)!

/** Xu texts: their row is the first from now on. */
function xuTexts({ wire }: Desk): void {
  const facts = { lastActivityAt: '2026-11-22T13:00:00.000Z', changedSeq: 101, unread: 7 }
  act(() => wire.tell({ type: 'conversations', seq: 101, conversations: [row(XU, facts)] }))
}
function pass(ms: number): void {
  act(() => void vi.advanceTimersByTime(ms))
}

describe('rows that are aimed at', () => {
  beforeAll(giveSizes)
  let desk: Desk
  beforeEach(async () => {
    desk = await openInbox()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C190] stay until the pointer rests, and say what is new of them meanwhile', () => {
    fireEvent.pointerMove(rowOf(ZOE))
    xuTexts(desk)
    expect(listed()).toEqual([ZOE, YAN, XU])
    expect(rowOf(XU).textContent).toContain('7')
    pass(200)
    fireEvent.pointerMove(rowOf(ZOE))
    pass(299)
    expect(listed()).toEqual([ZOE, YAN, XU])
    pass(1)
    expect(listed()).toEqual([XU, ZOE, YAN])
  })

  it('[C190] stay for as long as one is pressed, and until a finger has clicked', () => {
    fireEvent.pointerDown(rowOf(ZOE))
    xuTexts(desk)
    pass(1_000)
    expect(listed()).toEqual([ZOE, YAN, XU])
    fireEvent.pointerUp(rowOf(ZOE))
    pass(299)
    expect(listed()).toEqual([ZOE, YAN, XU])
    pass(1)
    expect(listed()).toEqual([XU, ZOE, YAN])
  })

  it('[C190] go on after 2 s where nobody hears of the end of a press', () => {
    fireEvent.pointerDown(rowOf(ZOE))
    xuTexts(desk)
    pass(1_500)
    fireEvent.pointerMove(rowOf(YAN))
    pass(499)
    expect(listed()).toEqual([ZOE, YAN, XU])
    pass(1)
    expect(listed()).toEqual([XU, ZOE, YAN])
  })

  it('[C190] are not held by a menu, nor by a pointer that rests on one', () => {
    fireEvent.pointerDown(rowOf(ZOE), { button: 2 })
    fireEvent.pointerEnter(rowOf(ZOE))
    xuTexts(desk)
    expect(listed()).toEqual([XU, ZOE, YAN])
  })

  it('[C190] give way at once to another list', () => {
    fireEvent.pointerMove(rowOf(ZOE))
    fireEvent.click(screen.getByRole('tab', { name: 'Unassigned' }))
    expect(listed()).toEqual([])
  })

  it('[C190] give way at once to another history', () => {
    fireEvent.pointerDown(rowOf(ZOE))
    act(() => desk.console.pages.forget())
    expect(listed()).toEqual([])
  })
})

import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { settle } from '../fake-wire.ts'
import { giveSizes } from '../layout.ts'
import { XU, YAN, ZOE, answer, go, openInbox, row, text, type Desk } from '../open-inbox.tsx'

/** Numbers whose entries were asked for, in order. */
const askedFor = ({ wire }: Desk): unknown[] =>
  wire.asked.flatMap(({ op, args }) => (op === 'entries' ? [args['number']] : []))

const rowOf = (number: string): Element => document.querySelector(`[data-number="${number}"]`)!
const list = (): Element => screen.getByRole('list', { name: 'Inbox' }).parentElement!

async function pass(ms: number): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, ms)))
}

/** Longer than it takes until what stands in the list is read. */
const listIsAtRest = (): Promise<void> => pass(700)
const pointerCame = (): Promise<void> => pass(100)

async function openRead(): Promise<Desk> {
  const desk = await openInbox()
  await listIsAtRest()
  for (const number of [ZOE, YAN, XU]) await answer(desk, number)
  return desk
}

describe('the rows in sight', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C188] are read once the list is there, one after the other', async () => {
    const desk = await openInbox()
    expect(askedFor(desk)).toEqual([])
    await listIsAtRest()
    expect(askedFor(desk)).toEqual([ZOE])
    expect(desk.wire.last('entries').args).toEqual({ number: ZOE, limit: 20 })
    await answer(desk, ZOE)
    expect(askedFor(desk)).toEqual([ZOE, YAN])
    await answer(desk, YAN)
    await answer(desk, XU)
    expect(askedFor(desk)).toEqual([ZOE, YAN, XU])
  })

  it('[C188] open with their texts at once', async () => {
    const desk = await openRead()
    await act(async () => {
      fireEvent.pointerDown(rowOf(XU))
      fireEvent.click(rowOf(XU))
      await settle()
    })
    expect(askedFor(desk)).toEqual([ZOE, YAN, XU])
    expect(screen.getByRole('log', { name: 'Timeline' }).textContent).toContain(`${XU} says 1`)
  })

  it('[C188] are not read again for a text that comes in, but when the pointer comes to the list', async () => {
    const desk = await openRead()
    const unread = row(YAN, { unread: 1, lastPosition: 2, changedSeq: 101 })
    act(() => desk.wire.tell({ type: 'conversations', seq: 101, conversations: [unread] }))
    await listIsAtRest()
    expect(askedFor(desk)).toEqual([ZOE, YAN, XU])
    fireEvent.pointerEnter(list())
    await pointerCame()
    expect(askedFor(desk)).toEqual([ZOE, YAN, XU, YAN])
    await answer(desk, YAN, [text(YAN), text(YAN, 2)])
    expect(askedFor(desk)).toEqual([ZOE, YAN, XU, YAN])
  })

  it('[C188] wait for a thread that is being opened', async () => {
    const desk = await openInbox()
    await listIsAtRest()
    act(() => void fireEvent.pointerDown(rowOf(XU)))
    await go(XU)
    await answer(desk, ZOE)
    expect(askedFor(desk)).toEqual([ZOE, XU, XU])
    await answer(desk, XU)
    await pass(150)
    // The one before it in the list first, then what else is in sight.
    expect(askedFor(desk)).toEqual([ZOE, XU, XU, YAN])
  })

  it('[C188] are read anew where another list takes their place', async () => {
    const desk = await openInbox()
    await act(async () => {
      fireEvent.click(screen.getByRole('tab', { name: /All/ }))
      await settle()
    })
    const conversations = [row(YAN)]
    await act(async () => {
      desk.wire.last('conversations').answer({ conversations, next: null, asOf: 100 })
      await settle()
    })
    await listIsAtRest()
    expect(askedFor(desk)).toEqual([YAN])
  })

  it('[C188] stop at none that cannot be read', async () => {
    const desk = await openInbox()
    await listIsAtRest()
    await act(async () => {
      desk.wire.last('entries').refuse(new SwitchboardError('UNAVAILABLE', 'Not now.'))
      await settle()
    })
    expect(askedFor(desk)).toEqual([ZOE, YAN])
  })
})

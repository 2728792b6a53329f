import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeConversation, makeShared } from '../factories.ts'
import { makeCounts, settle } from '../fake-wire.ts'
import { giveSizes } from '../layout.ts'
import { openDesk } from '../open-desk.tsx'

const gone = makeConversation({
  status: 'resolved',
  assignee: null,
  assignmentVersion: 2,
  changedSeq: 101,
})

describe('an inbox with nothing in it', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C192] says that all is done where something was, and how texts come where nothing was yet', async () => {
    const { wire } = await openDesk()
    const none = makeCounts(0, 0, 0)
    const resolved = { mine: 0, unassigned: 1, all: 1 }
    await act(async () => {
      wire.tell({ type: 'conversations', seq: 101, conversations: [gone] })
      wire.tell({ type: 'counts', seq: 101, counts: { ...none, resolved } })
      await settle()
    })
    expect(await screen.findByText('All done.')).toBeTruthy()
    expect(screen.queryByText('No texts yet.')).toBeNull()
    act(() => wire.tell({ type: 'counts', seq: 102, counts: none }))
    expect(await screen.findByText('No texts yet.')).toBeTruthy()
  })

  it('[C192] speaks of a real phone only where one can reach us', async () => {
    const { console, wire } = await openDesk()
    await act(async () => {
      wire.tell({ type: 'conversations', seq: 101, conversations: [gone] })
      wire.tell({ type: 'counts', seq: 101, counts: makeCounts(0, 0, 0) })
      await settle()
    })
    expect((await screen.findByText('No texts yet.')).parentElement?.textContent).toContain(
      'from a phone',
    )
    act(() => console.state.update((state) => ({ ...state, simulator: true })))
    const hint = screen.getByText('No texts yet.').parentElement
    expect(hint?.textContent).toContain('from one of the practice phones')
    expect(hint?.textContent).not.toContain('from a phone')
  })

  it.each([
    [true, /handed out to whoever is here/],
    [false, /Answer one that waits/],
  ])('[C192] tells who holds nothing how they get something: %s', async (isByItself, hint) => {
    const settings = { ...makeShared().settings, automaticAssignment: isByItself }
    const { wire } = await openDesk({}, [], { settings })
    await act(async () => {
      wire.tell({ type: 'conversations', seq: 101, conversations: [gone] })
      wire.tell({ type: 'counts', seq: 101, counts: makeCounts(0, 0, 3) })
      await settle()
    })
    expect(await screen.findByText(hint)).toBeTruthy()
  })
})

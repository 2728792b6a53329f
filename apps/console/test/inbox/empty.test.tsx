import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeConversation } from '../factories.ts'
import { makeCounts, settle } from '../fake-wire.ts'
import { giveSizes } from '../layout.ts'
import { openDesk } from '../open-desk.tsx'

describe('an inbox with nothing in it', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C192] says that all is done where something was, and how texts come where nothing was yet', async () => {
    const { wire } = await openDesk()
    const done = makeConversation({
      status: 'resolved',
      assignee: null,
      assignmentVersion: 2,
      changedSeq: 101,
    })
    const none = makeCounts(0, 0, 0)
    const resolved = { mine: 0, unassigned: 1, all: 1 }
    await act(async () => {
      wire.tell({ type: 'conversations', seq: 101, conversations: [done] })
      wire.tell({ type: 'counts', seq: 101, counts: { ...none, resolved } })
      await settle()
    })
    expect(await screen.findByText('All done.')).toBeTruthy()
    expect(screen.queryByText('No texts yet.')).toBeNull()
    act(() => wire.tell({ type: 'counts', seq: 102, counts: none }))
    expect(await screen.findByText('No texts yet.')).toBeTruthy()
  })
})

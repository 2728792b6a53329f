import type { TimelineEntry } from '@switchboard/protocol'
import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ada, ben, makeConversation, makeEvent, makeMessage, makeNote } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

type Desk = Awaited<ReturnType<typeof openDesk>>

const region = (): Element => document.querySelector('#thread [aria-relevant=additions]')!
const told = (): string[] => [...region().children].map(({ textContent }) => textContent)

async function tell({ wire }: Desk, ...entries: TimelineEntry[]): Promise<void> {
  const changedSeq = Math.max(...entries.map((entry) => entry.changedSeq))
  await act(async () => {
    wire.tell({
      type: 'entries',
      seq: changedSeq,
      conversation: makeConversation({ changedSeq }).number,
      entries,
    })
    await settle()
  })
}

const at = (position: number, seq = 100 + position) => ({ position, seq, changedSeq: seq })

describe('a screen reader', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C198] is told each text that comes, also the same words twice, and none that was there', async () => {
    const desk = await openDesk({}, [makeMessage({ ...at(1, 50), body: 'Before' })])
    expect(told()).toEqual([])
    await tell(desk, makeMessage({ ...at(2), body: 'Hello?' }))
    const [first] = region().children
    await tell(
      desk,
      makeMessage({ ...at(3), body: 'Hello?' }),
      makeMessage({ ...at(4), body: 'Hi' }),
    )
    expect(told()).toEqual(['New text: Hello?', 'New text: Hello?', 'New text: Hi'])
    // What stands there already is not said again.
    expect(region().firstElementChild).toBe(first)
  })

  it('[C198] is told what colleagues do, and nothing of what one does oneself', async () => {
    const desk = await openDesk()
    await tell(
      desk,
      makeMessage({
        ...at(2),
        direction: 'outbound',
        status: 'sent',
        agent: ben.id,
        body: 'On it',
      }),
      makeMessage({ ...at(3), direction: 'outbound', status: 'sent', agent: ada.id, body: 'Mine' }),
      makeNote({ ...at(4), agent: ben.id, body: 'He is angry' }),
      makeNote({ ...at(5), agent: ada.id, body: 'I know' }),
      makeEvent({ ...at(6), event: 'resolved', agent: ben.id }),
      makeEvent({ ...at(7), event: 'reopened', agent: ada.id }),
    )
    expect(told()).toHaveLength(3)
    expect(told()[0]).toMatch(/Ben.*On it/)
    expect(told()[1]).toMatch(/Ben.*He is angry/)
    expect(told()[2]).toMatch(/Ben.*resolved/i)
  })

  it('[C198] is told why a reply did not arrive, once it is known, and of one that is there it is not', async () => {
    const reply = { direction: 'outbound', agent: ada.id, body: 'Tomorrow' } as const
    const old = makeMessage({ ...reply, ...at(1, 50), status: 'failed' })
    const desk = await openDesk({}, [old, makeMessage({ ...reply, ...at(2, 60), status: 'sent' })])
    expect(told()).toEqual([])
    const failed = {
      ...reply,
      position: 2,
      seq: 60,
      status: 'undelivered',
      errorCode: 30003,
    } as const
    await tell(desk, makeMessage({ ...failed, changedSeq: 110 }))
    expect(told()).toHaveLength(1)
    expect(told()[0]).toMatch(/^The reply “Tomorrow”: Not delivered: ./)
    await tell(desk, makeMessage({ ...failed, changedSeq: 111, resentAs: 3 }))
    expect(told()).toEqual([])
  })
})

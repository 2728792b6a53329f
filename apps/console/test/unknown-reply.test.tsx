import { SwitchboardError } from '@switchboard/protocol'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { act } from 'react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ConsoleContext } from '../src/console-context.ts'
import { Desk } from '../src/desk.tsx'
import { deliveryWords } from '../src/words/delivery.ts'
import { makeConversation, makeMessage } from './factories.ts'
import { MemoryStorage, openConsole, settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'

const unknown = { direction: 'outbound', status: 'unknown', sid: null } as const

async function openThread(facts: Partial<ReturnType<typeof makeMessage>>) {
  const message = makeMessage({ ...unknown, ...facts })
  const opened = openConsole(new MemoryStorage())
  const conversation = makeConversation({ lastEntry: message })
  history.replaceState(null, '', `/c/${encodeURIComponent(conversation.number)}`)
  render(
    <ConsoleContext value={opened.console}>
      <Desk />
    </ConsoleContext>,
  )
  await act(async () => {
    opened.wire.welcome()
    opened.wire.last('conversations').answer({
      conversations: [conversation],
      next: null,
      asOf: 100,
    })
    opened.wire.last('entries').answer({ entries: [message], conversation, next: null, asOf: 100 })
    await settle()
  })
  return { ...opened, message }
}

const click = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }))

describe('a reply nobody knows of', () => {
  beforeAll(giveSizes)
  afterEach(cleanup)

  it('[C30] is looked for again when somebody asks, and says what came of it', async () => {
    const { wire, message } = await openThread({})
    click('Check again')
    const { args, answer } = wire.last('check-reply')
    expect(args).toEqual({ number: message.conversation, position: message.position })
    await act(async () => {
      answer({ entry: message })
      await settle()
    })
    expect(screen.getByText('The carrier does not have it so far.')).toBeTruthy()
  })

  it('[C30] is sent again when somebody decides so, under one id however often', async () => {
    const { wire } = await openThread({})
    click('Send anyway')
    const first = wire.last('send-anyway')
    const words = 'The carrier may still tell what became of it: decide in 90 s.'
    await act(async () => {
      first.refuse(new SwitchboardError('TOO_MANY_REQUESTS', words))
      await settle()
    })
    expect(screen.getByText(words)).toBeTruthy()
    click('Send anyway')
    expect(wire.last('send-anyway').args).toEqual(first.args)
    expect(wire.asked.filter(({ op }) => op === 'send-anyway')).toHaveLength(2)
  })

  it('[C30] offers nothing more once it was sent again', async () => {
    await openThread({ resentAs: 7 })
    expect(screen.queryByRole('button', { name: 'Send anyway' })).toBeNull()
    expect(screen.getByText(/It was sent again/)).toBeTruthy()
  })

  it.each([21211, 21408, 21610, 21614, 30003, 30004, 30005, 30006, 30007, 30008, 30034, 30036])(
    '[C11] says why a text failed with %i and what to do',
    (errorCode) => {
      const { long = '' } = deliveryWords({ status: 'failed', errorCode })
      expect(long).toMatch(/^Not sent: .+\..+\.$|^Not sent: .+, .+\.$/)
      expect(long).not.toContain(String(errorCode))
    },
  )
})

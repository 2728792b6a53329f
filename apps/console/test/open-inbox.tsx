import { act, render } from '@testing-library/react'
import { onTestFinished } from 'vitest'
import { ConsoleContext } from '../src/console-context.ts'
import { Desk as DeskPage } from '../src/desk.tsx'
import { makeConversation, makeMessage, makeShared } from './factories.ts'
import { openConsole, settle } from './fake-wire.ts'

export const ZOE = '+14155550101'
export const YAN = '+14155550102'
export const XU = '+14155550103'
const numbers = [ZOE, YAN, XU]

/** What the inbox says of one of them. */
export const row = (number: string, facts: Partial<Parameters<typeof makeConversation>[0]> = {}) =>
  makeConversation({
    number,
    lastPosition: 1,
    readPosition: 1,
    changedSeq: 10,
    lastActivityAt: `2026-11-22T12:0${9 - numbers.indexOf(number)}:00.000Z`,
    ...facts,
  })
export const text = (number: string, position = 1, facts = {}) =>
  makeMessage({ conversation: number, position, body: `${number} says ${position}`, ...facts })

export type Desk = Awaited<ReturnType<typeof openInbox>>

/** A desk that lists Zoe, Yan and Xu, with none of their threads open. */
export async function openInbox() {
  const desk = openConsole()
  onTestFinished(() => desk.console.close())
  history.replaceState(null, '', '/')
  render(
    <ConsoleContext value={desk.console}>
      <DeskPage />
    </ConsoleContext>,
  )
  await act(async () => {
    desk.wire.welcome()
    desk.wire.last('shared').answer(makeShared({}))
    const conversations = numbers.map((number) => row(number))
    desk.wire.last('conversations').answer({ conversations, next: null, asOf: 100 })
    await settle()
  })
  return desk
}

/** To a thread, as J or a link leads there. */
export async function go(number: string): Promise<void> {
  await act(async () => {
    history.pushState(null, '', `/c/${encodeURIComponent(number)}`)
    await settle()
  })
}

/** The page of a thread comes that was asked for last. */
export async function answer({ wire }: Desk, number: string, entries = [text(number)], facts = {}) {
  await act(async () => {
    const asked = wire.asked.findLast(
      ({ op, args }) => op === 'entries' && args['number'] === number,
    )
    const conversation = row(number, { lastPosition: entries.length, ...facts })
    asked?.answer({ entries: entries.toReversed(), conversation, next: null, asOf: 100 })
    await settle()
  })
}

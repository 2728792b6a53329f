import type { TimelineEntry } from '@switchboard/protocol'
import { act, render } from '@testing-library/react'
import { ConsoleContext } from '../src/console-context.ts'
import { Desk } from '../src/desk.tsx'
import { makeConversation, makeMessage, makeShared } from './factories.ts'
import { MemoryStorage, openConsole, settle } from './fake-wire.ts'
import { drawn } from './layout.ts'

type Row = Parameters<typeof makeConversation>[0]

/** The desk with one open thread, as Ada sees it. */
export async function openDesk(
  row: Row = {},
  entries: TimelineEntry[] = [makeMessage({ body: 'Is it still there?' })],
  shared: Parameters<typeof makeShared>[0] = {},
  next: string | null = null,
  storage = new MemoryStorage(),
) {
  const opened = openConsole(storage)
  const { console, wire } = opened
  const conversation = makeConversation({ lastEntry: entries.at(-1) ?? null, ...row })
  history.replaceState(null, '', `/c/${encodeURIComponent(conversation.number)}`)
  render(
    <ConsoleContext value={console}>
      <Desk />
    </ConsoleContext>,
  )
  await act(async () => {
    wire.welcome()
    wire.last('shared').answer(makeShared(shared))
    wire.last('conversations').answer({ conversations: [conversation], next: null, asOf: 100 })
    wire.last('entries').answer({ entries, conversation, next, asOf: 100 })
    await settle()
  })
  await drawn()
  await act(settle)
  act(() => console.saw(conversation.number, entries.at(-1)?.position ?? 0))
  return { ...opened, conversation }
}

import { act } from '@testing-library/react'
import type { Conversation } from '@switchboard/protocol'
import { makeConversation } from '../factories.ts'
import { openDesk } from '../open-desk.tsx'

export const numberOf = (n: number): string => `+1415555${2000 + n}`

/** Ada's desk with its first thread open, and so many rows below it. */
export async function openInbox(
  count: number,
  facts: (n: number) => Partial<Conversation> = () => ({}),
  shared: Parameters<typeof openDesk>[2] = {},
) {
  const desk = await openDesk({ number: numberOf(0), ...facts(0) }, undefined, shared)
  const conversations = Array.from({ length: count - 1 }, (_, index) => {
    const n = index + 1
    const lastActivityAt = new Date(Date.UTC(2026, 10, 22, 11, 59) - n * 60_000).toISOString()
    return makeConversation({ number: numberOf(n), lastActivityAt, changedSeq: 101, ...facts(n) })
  })
  act(() => desk.wire.tell({ type: 'conversations', seq: 101, conversations }))
  return desk
}

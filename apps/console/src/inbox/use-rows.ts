import type { Conversation } from '@switchboard/protocol'
import { useMemo } from 'react'
import { useConsoleState } from '../console-context.ts'
import { inboxRows, memberOf } from '../state/inbox.ts'

/** The rows of the moment; each is asked once whether it belongs to what is looked at. */
export function useRows(): readonly Conversation[] {
  const inbox = useConsoleState((state) => state.inbox)
  const known = useConsoleState((state) => state.conversations)
  const me = useConsoleState((state) => state.me.id)
  const { view, status, label, agent, mood, q, sort } = inbox
  const isMember = useMemo(
    () => memberOf({ view, status, label, agent, mood, q, sort }, me),
    [view, status, label, agent, mood, q, sort, me],
  )
  const { floor } = inbox
  return useMemo(() => inboxRows(known, { sort, floor }, isMember), [known, sort, floor, isMember])
}

import type { Invite } from '@switchboard/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import type { Console } from '../state/console.ts'

/**
 * The invitations that are open, read anew with every connection and with everybody who joins: the feed tells of
 * people, not of invitations.
 */
export function useInvites(onRead: (open: readonly Invite[]) => void) {
  const console = useConsole()
  const [invites, setInvites] = useState<Invite[] | null>(null)
  const [isLost, setLost] = useState(false)
  const last = useRef(0)
  const told = useRef(onRead)
  useEffect(() => {
    told.current = onRead
  })
  const read = useCallback(async () => {
    // An answer that comes late knows less than the one after it.
    const turn = (last.current += 1)
    const open = await console.ask('invites', {}).then(
      (answer) => answer.invites,
      () => null,
    )
    if (turn !== last.current) return
    setLost(open === null)
    if (open === null) return
    setInvites(open)
    told.current(open)
  }, [console])
  const link = useConsoleState((state) => state.link)
  useEffect(() => {
    if (link !== 'live') return
    const first = setTimeout(() => void read())
    return () => clearTimeout(first)
  }, [read, link])
  useEffect(() => {
    let known = peopleOf(console)
    return console.state.subscribe(() => {
      const now = peopleOf(console)
      if (now !== known) void read()
      known = now
    })
  }, [console, read])
  return { invites, isLost, read }
}

function peopleOf(console: Console): number {
  return Object.keys(console.state.get().agents).length
}

import type { OperationResult } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { isOnline } from '../state/console-state.ts'
import { useIsRead } from './use-is-read.ts'

export type CustomerPlace = Pick<OperationResult<'customer'>, 'country' | 'timeZone'>

/**
 * Where a Customer lives, as far as that is known: undefined until it was asked, null where it could not be. It is asked
 * again when the time zone was set, or the connection is back.
 */
export function useCustomer(number: string): CustomerPlace | null | undefined {
  const console = useConsole()
  const online = useConsoleState(isOnline)
  const isRead = useIsRead(number)
  const zone = useConsoleState((state) => state.conversations.get(number)?.timeZone ?? null)
  const [place, setPlace] = useState<CustomerPlace | null>()
  useEffect(() => {
    if (!online || !isRead) return
    let isCurrent = true
    console.ask('customer', { number }).then(
      ({ country, timeZone }) =>
        isCurrent &&
        setPlace({ country, timeZone: zone === null ? timeZone : { zone, isDerived: false } }),
      // What was known stays; the local time is a help and nothing one waits for.
      () => isCurrent && setPlace((known) => known ?? null),
    )
    return () => {
      isCurrent = false
    }
  }, [console, number, online, isRead, zone])
  // Without a connection nothing is on its way.
  return place ?? (online ? place : null)
}

import type { OperationResult } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { isOnline } from '../state/console-state.ts'
import { useIsRead } from './use-is-read.ts'

export type CustomerPlace = Pick<OperationResult<'customer'>, 'country' | 'timeZone'>

/** Where a Customer lives, as far as that is known; asked again when the time zone was set, or the connection is back. */
export function useCustomer(number: string): CustomerPlace | null {
  const console = useConsole()
  const online = useConsoleState(isOnline)
  const isRead = useIsRead(number)
  const zone = useConsoleState((state) => state.conversations.get(number)?.timeZone ?? null)
  const [place, setPlace] = useState<CustomerPlace | null>(null)
  useEffect(() => {
    if (!online || !isRead) return
    let isCurrent = true
    console.ask('customer', { number }).then(
      ({ country, timeZone }) =>
        isCurrent &&
        setPlace({ country, timeZone: zone === null ? timeZone : { zone, isDerived: false } }),
      // What was known stays; the local time is a help and nothing one waits for.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [console, number, online, isRead, zone])
  return place
}

import { SwitchboardError, type Conversation } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { useConsole } from '../console-context.ts'

/** A number is looked up once nothing was typed for so long. */
const PAUSE_MS = 250

/** The Conversation we have with a number; null: none, undefined: not known yet, or it could not be asked. */
export function useKnown(number: string | null): Conversation | null | undefined {
  const console = useConsole()
  const [known, setKnown] = useState<{ number: string; row: Conversation | null } | null>(null)
  useEffect(() => {
    if (number === null) return
    let isCurrent = true
    const settle = (row: Conversation | null) => isCurrent && setKnown({ number, row })
    const timer = setTimeout(() => {
      console.ask('customer', { number }).then(
        ({ conversation }) => settle(conversation),
        (error: unknown) => {
          if (error instanceof SwitchboardError && error.code === 'NOT_FOUND') settle(null)
        },
      )
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [console, number])
  return known !== null && known.number === number ? known.row : undefined
}

import { SwitchboardError, type OperationInput, type System } from '@switchboard/protocol'
import { useCallback, useEffect, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { saidWords } from '../words/errors.ts'
import { systemWords } from '../i18n/system.ts'

const LOOK_EVERY_MS = 5000
const LOOK_WHILE_CHECKING_MS = 1000

type Action = 'check-carrier' | 'replay-quarantined' | 'discard-quarantined'

/** Does something and looks again; resolves with why it was not done, in words, else null. */
export type Act = <K extends Action>(op: K, args: OperationInput<K>) => Promise<string | null>

/** How the system is, looked at again and again while somebody watches. */
export function useSystem(): { system: System | null; problem: string | null; act: Act } {
  const console = useConsole()
  const [system, setSystem] = useState<System | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const look = useCallback(async () => {
    try {
      setSystem((await console.ask('system', {})).system)
      setProblem(null)
    } catch {
      setProblem(systemWords().notAsked)
    }
  }, [console])

  const everyMs = system?.backfill.running ? LOOK_WHILE_CHECKING_MS : LOOK_EVERY_MS
  useEffect(() => {
    const first = setTimeout(() => void look())
    return () => clearTimeout(first)
  }, [look])
  useEffect(() => {
    const timer = setInterval(() => void look(), everyMs)
    return () => clearInterval(timer)
  }, [look, everyMs])

  const act: Act = async (op, args) => {
    try {
      await console.ask(op, args)
      await look()
      return null
    } catch (error) {
      await look()
      return error instanceof SwitchboardError ? saidWords(error) : systemWords().notDone
    }
  }
  return { system, problem, act }
}

import type { OperationInput } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { agentName } from '../words/entries.ts'
import { assignmentWords } from '../words/errors.ts'

type Change = Omit<OperationInput<'update-customer'>, 'number'>

/** Notes something about a Customer; what could not be kept is told in words, and answers false. */
export function useUpdate(number: string) {
  const console = useConsole()
  const { customer: words } = useAllWords()
  const agents = useConsoleState((state) => state.agents)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function update(change: Change): Promise<boolean> {
    setBusy(true)
    const error = await console.work.updateCustomer({ number, ...change })
    setBusy(false)
    const holder = console.state.get().conversations.get(number)?.assignee
    const why = error && assignmentWords(error, holder ? agentName(agents, holder) : null)
    setProblem(why && words.notKept(why))
    return error === null
  }

  return { isBusy, problem, update, tell: setProblem }
}

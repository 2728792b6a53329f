import type { Conversation } from '@switchboard/protocol'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Button } from '../ui/button.tsx'
import { customerName } from '../words/customer.ts'
import { agentName } from '../words/entries.ts'
import classes from './start-dialog.module.css'

interface KnownCustomerProps {
  row: Conversation
  /** Their number as it stands in the field. */
  said: string | null
  onOpen: (number: string) => void
}

/** We have written with this number before: who has it, and the way there. */
export function KnownCustomer({ row, said, onOpen }: KnownCustomerProps) {
  const { start: words } = useAllWords()
  const agents = useConsoleState((state) => state.agents)
  const me = useConsoleState((state) => state.me.id)
  const { assignee } = row
  const holder = assignee !== null && assignee !== me ? agentName(agents, assignee) : null
  return (
    <p className={classes.known} role="status">
      {words.known(customerName({ ...row, name: row.name || said }))}{' '}
      {row.optedOut && words.optedOut}
      {!row.optedOut && holder !== null && words.heldBy(holder)}{' '}
      <Button look="link" onClick={() => onOpen(row.number)}>
        {words.open}
      </Button>
    </p>
  )
}

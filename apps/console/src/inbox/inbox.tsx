import type { ConversationStatus } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { InboxList } from './inbox-list.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import classes from './inbox.module.css'

interface InboxProps {
  open: string | null
  onOpen: (number: string) => void
}

export function Inbox({ open, onOpen }: InboxProps) {
  const console = useConsole()
  const view = useConsoleState((state) => state.inbox.view)
  const status = useConsoleState((state) => state.inbox.status)
  return (
    <div className={classes.inbox}>
      <header className={classes.head}>
        <h1 className={classes.title}>Inbox</h1>
        <select
          className={classes.status}
          aria-label="Show"
          value={status}
          onChange={(event) =>
            console.pages.showInbox(view, event.target.value as ConversationStatus)
          }
        >
          <option value="open">Open</option>
          <option value="snoozed">Snoozed</option>
          <option value="resolved">Resolved</option>
        </select>
      </header>
      <InboxTabs />
      <div id="inbox" role="tabpanel" aria-labelledby={`tab-${view}`} className={classes.body}>
        <InboxList open={open} onOpen={onOpen} />
      </div>
    </div>
  )
}

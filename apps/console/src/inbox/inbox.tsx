import type { ConversationStatus } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { InboxList } from './inbox-list.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import classes from './inbox.module.css'

interface InboxProps {
  open: string | null
  onOpen: (number: string) => void
}

export function Inbox({ open, onOpen }: InboxProps) {
  const console = useConsole()
  const words = useWords().inbox
  const view = useConsoleState((state) => state.inbox.view)
  const status = useConsoleState((state) => state.inbox.status)
  return (
    <div className={classes.inbox}>
      <header className={classes.head}>
        <h1 className={classes.title}>{words.title}</h1>
        <select
          className={classes.status}
          aria-label={words.show}
          value={status}
          onChange={(event) =>
            console.pages.showInbox(view, event.target.value as ConversationStatus)
          }
        >
          <option value="open">{words.statuses.open}</option>
          <option value="snoozed">{words.statuses.snoozed}</option>
          <option value="resolved">{words.statuses.resolved}</option>
        </select>
      </header>
      <InboxTabs />
      <div id="inbox" role="tabpanel" aria-labelledby={`tab-${view}`} className={classes.body}>
        <InboxList open={open} onOpen={onOpen} />
      </div>
    </div>
  )
}

import type { ConversationStatus } from '@switchboard/protocol'
import { Command } from 'lucide-react'
import { useEffect } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { StartButton } from '../customer/start-button.tsx'
import { useWords } from '../i18n/index.ts'
import { runAction } from '../keys/actions.ts'
import { keysOf } from '../keys/key-text.ts'
import { useStore } from '../state/store.ts'
import { IconButton } from '../ui/button.tsx'
import { LaterBulkBar, LaterBulkRefusals } from '../later/later.tsx'
import { FilterChips } from './filter-chips.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { InboxList } from './inbox-list.tsx'
import { InboxSearch } from './inbox-search.tsx'
import { InboxTabs } from './inbox-tabs.tsx'
import { stay } from './open-row.ts'
import classes from './inbox.module.css'

export function Inbox() {
  const { selection, bulk } = useConsole()
  const view = useConsoleState((state) => state.inbox.view)
  const isSelecting = useStore(selection.store, ({ numbers }) => numbers.size > 0)
  const isRunning = useStore(bulk.store, (run) => run?.isRunning ?? false)
  const isOver = useStore(bulk.store, (run) => run?.isRunning === false)
  const hasBar = isSelecting || isRunning
  useEffect(() => stay, [])
  return (
    <div className={classes.inbox}>
      <div className={classes.top}>
        <div inert={hasBar}>
          <Head />
          <div className={classes.find}>
            <InboxSearch />
            <FilterMenu />
          </div>
        </div>
        {hasBar && <LaterBulkBar />}
      </div>
      <FilterChips />
      <InboxTabs />
      {isSelecting && isOver && <LaterBulkRefusals />}
      <div id="inbox" role="tabpanel" aria-labelledby={`tab-${view}`} className={classes.body}>
        <InboxList />
      </div>
    </div>
  )
}

function Head() {
  const console = useConsole()
  const { inbox: words, keys } = useWords()
  const status = useConsoleState((state) => state.inbox.status)
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{words.title}</h1>
      <select
        className={classes.status}
        aria-label={words.show}
        value={status}
        onChange={(event) =>
          console.showInbox({ status: event.target.value as ConversationStatus })
        }
      >
        <option value="open">{words.statuses.open}</option>
        <option value="snoozed">{words.statuses.snoozed}</option>
        <option value="resolved">{words.statuses.resolved}</option>
      </select>
      <StartButton />
      <IconButton
        label={keys.palette}
        data-tip={`${keys.palette} (${keysOf('palette').join(' ')})`}
        onClick={() => runAction('palette')}
      >
        <Command size={16} aria-hidden="true" />
      </IconButton>
    </header>
  )
}

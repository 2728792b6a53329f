import { inboxViews } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { numberText } from '../i18n/intl.ts'
import { countsOf } from '../state/inbox.ts'
import classes from './inbox.module.css'

/** Whose Conversations are listed; how many of the chosen status on each. */
export function InboxTabs() {
  const console = useConsole()
  const { inbox: words } = useWords()
  const view = useConsoleState((state) => state.inbox.view)
  const status = useConsoleState((state) => state.inbox.status)
  const counts = useConsoleState((state) => countsOf(state.counts, status))

  function move(event: React.KeyboardEvent, by: number): void {
    event.preventDefault()
    const at = inboxViews.indexOf(view)
    const next = inboxViews[(at + by + inboxViews.length) % inboxViews.length] ?? view
    console.showInbox({ view: next })
    document.getElementById(`tab-${next}`)?.focus()
  }

  return (
    <div className={classes.tabs} role="tablist" aria-label={words.whose}>
      {inboxViews.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          className={classes.tab}
          aria-selected={name === view}
          aria-controls="inbox"
          aria-describedby={`count-${name}`}
          tabIndex={name === view ? 0 : -1}
          onClick={() => console.showInbox({ view: name })}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') move(event, 1)
            if (event.key === 'ArrowLeft') move(event, -1)
          }}
        >
          {words.views[name]}
          <span className={classes.count} aria-hidden="true">
            {counts ? numberText(counts[name]) : ''}
          </span>
        </button>
      ))}
      {inboxViews.map((name) => (
        <span key={name} id={`count-${name}`} className="visually-hidden">
          {counts ? words.count(counts[name], status) : ''}
        </span>
      ))}
    </div>
  )
}

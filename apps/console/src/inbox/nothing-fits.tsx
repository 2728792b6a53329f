import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { firstChoice, type InboxChoice } from '../state/inbox.ts'
import { Button } from '../ui/button.tsx'
import { focusBack } from '../ui/focus-back.ts'
import classes from './inbox.module.css'
import { useOtherStatuses } from './use-other-statuses.ts'

const { label, agent, mood, q } = firstChoice

/** A search or a filter lets nothing through: ways to look wider, and one to look at everything again. */
export function NothingFits() {
  const { empty, inbox: words } = useAllWords()
  const { view, status } = useConsoleState((state) => state.inbox)
  const others = useOtherStatuses()
  const show = useShow()
  return (
    <div className={classes.note} role="status">
      <strong>{empty.narrowed}</strong>
      {empty.narrowedHint(words.views[view], words.statuses[status])}
      <span className={classes.ways}>
        {view !== 'all' && (
          <Button size="small" onClick={() => show({ view: 'all' })}>
            {empty.lookInAll}
          </Button>
        )}
        {others.map((other) => (
          <Button key={other} size="small" onClick={() => show({ view: 'all', status: other })}>
            {empty.lookIn(words.statuses[other])}
          </Button>
        ))}
        <Button size="small" onClick={() => show({ label, agent, mood, q })}>
          {words.filter.clear}
        </Button>
      </span>
    </div>
  )
}

/** The buttons go with the list they stood for: the focus waits for the next one, and goes to its first row. */
function useShow(): (change: Partial<InboxChoice>) => void {
  const console = useConsole()
  return (change) => {
    console.showInbox(change)
    const stop = console.state.subscribe(() => {
      if (console.state.get().inbox.loading) return
      stop()
      requestAnimationFrame(() => focusBack(firstRow() ?? searchField()))
    })
  }
}

const firstRow = () => document.querySelector<HTMLElement>('#inbox [data-number]')
const searchField = () => document.querySelector<HTMLElement>('[role=search] input')

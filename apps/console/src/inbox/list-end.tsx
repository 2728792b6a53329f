import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { MAX_ROWS } from '../state/inbox.ts'
import { Button } from '../ui/button.tsx'
import classes from './inbox.module.css'

/** Below the last row: what is on its way, what could not be read, or how to go on; mostly nothing. */
export function ListEnd({ listed }: { listed: number }) {
  const console = useConsole()
  const { common, inbox: words } = useWords()
  const loading = useConsoleState(({ inbox }) => inbox.loading)
  const problem = useConsoleState(({ inbox }) => inbox.problem)
  const hasMore = useConsoleState(({ inbox }) => inbox.next !== null)
  const readMore = (): void => void console.pages.readMoreInbox()
  if (problem !== null)
    return (
      <div className={classes.end} role="alert">
        {problem}
        <Button size="small" onClick={hasMore ? readMore : () => void console.pages.readInbox()}>
          {common.tryAgain}
        </Button>
      </div>
    )
  if (!hasMore) return null
  if (listed >= MAX_ROWS) return <p className={classes.end}>{words.list.full(MAX_ROWS)}</p>
  return (
    <div className={classes.end}>
      {loading ? (
        words.list.loading
      ) : (
        <Button size="small" onClick={readMore}>
          {words.list.further}
        </Button>
      )}
    </div>
  )
}

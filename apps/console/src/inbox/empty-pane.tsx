import { Link } from 'wouter'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { actionName, type ActionId } from '../keys/actions.ts'
import { altKeysOf, keysOf } from '../keys/key-text.ts'
import { Keys } from '../keys/keys.tsx'
import { LaterFirstSteps } from '../later/later.tsx'
import { preferences } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import classes from './empty-pane.module.css'

/** What stands in the thread's place while none is open. */
export function EmptyPane() {
  const { pane } = useWords().inbox
  const hasNone = useConsoleState((state) => state.counts?.all === 0 && state.inbox.asOf !== null)
  if (hasNone) return <LaterFirstSteps />
  return (
    <div className={classes.pane}>
      <p className={classes.text}>{pane.choose}</p>
      <Ways />
    </div>
  )
}

/** An address that leads nowhere says so, also where one pane at a time is shown. */
export function NoSuchPage() {
  const { broken, inbox } = useWords()
  return (
    <div className={classes.pane}>
      <p className={classes.text}>{inbox.pane.noSuchPage}</p>
      <Link href="/">{broken.toInbox}</Link>
    </div>
  )
}

const ways: readonly ActionId[] = ['next', 'search', 'palette', 'help']

/** The first keys to know, where there is a keyboard. */
function Ways() {
  useWords()
  const hasKeys = useStore(preferences, ({ keys }) => keys)
  return (
    <dl className={classes.ways}>
      {ways.map((id) => (
        <div key={id} className={classes.way}>
          <dt>{actionName(id)}</dt>
          <dd>
            <Keys keys={(hasKeys ? keysOf : altKeysOf)(id)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

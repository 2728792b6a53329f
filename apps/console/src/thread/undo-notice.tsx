import { useRoute } from 'wouter'
import { useConsole } from '../console-context.ts'
import { StartNotice } from '../customer/start-notice.tsx'
import { startOutcome } from '../customer/start-outcome.ts'
import { useAllWords } from '../i18n/later.ts'
import { useAction } from '../keys/actions.ts'
import { keysOf } from '../keys/key-text.ts'
import { useStore } from '../state/store.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { Notice, useLeadOnFromNotice } from '../ui/notice.tsx'
import { forgetDeed, latestDeed, takeBack, type Deed } from './undo.ts'
import classes from './undo-notice.module.css'

/** What one press did, wherever that led, and for a while the way to take it back; then what else came of late. */
export function UndoNotice() {
  const console = useConsole()
  const [isInThread] = useRoute('/c/:number')
  const deed = useStore(latestDeed, (now) => (now?.console === console ? now : null))
  const started = useStore(startOutcome, (now) => (now?.console === console ? now : null))
  useAction(
    'undo',
    () => deed && void takeBack(deed),
    () => deed?.isOpen === true,
  )
  return (
    <div role="status" className={join(classes.place, isInThread && classes.below)}>
      {deed ? <DeedNotice key={deed.text} deed={deed} /> : started && <StartNotice {...started} />}
    </div>
  )
}

function DeedNotice({ deed }: { deed: Deed }) {
  const { undo } = useAllWords().thread
  const leadOn = useLeadOnFromNotice()
  return (
    <Notice text={deed.text} onGone={() => forgetDeed(deed)}>
      {deed.isOpen && (
        <Button
          ref={leadOn}
          look="link"
          className={classes.verb}
          data-tip={`${undo.verb} (${keysOf('undo').join(' ')})`}
          onClick={() => void takeBack(deed)}
        >
          {undo.verb}
        </Button>
      )}
    </Notice>
  )
}

import { useLocation } from 'wouter'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { runAction } from '../keys/actions.ts'
import undoClasses from '../thread/undo-notice.module.css'
import { threadPath } from '../thread-path.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { customerName } from '../words/customer.ts'
import { startOutcome, type StartOutcome } from './start-outcome.ts'

const close = (): void => startOutcome.set(null)

/** Says what became of a new conversation whose dialog was closed; what was refused stays until it was read. */
export function StartNotice({ number, why }: StartOutcome) {
  const { start: words } = useAllWords()
  const [, navigate] = useLocation()
  const row = useConsoleState((state) => state.conversations.get(number))
  const name = customerName(row ?? { name: null, number })
  function open(): void {
    close()
    if (why === null) navigate(threadPath(number))
    else runAction('newConversation')
  }
  return (
    <Notice
      text={why === null ? words.sent(name) : words.notSent(name, why)}
      stays={why !== null}
      onGone={close}
    >
      <Button look="link" className={undoClasses.verb} onClick={open}>
        {why === null ? words.open : words.again}
      </Button>
    </Notice>
  )
}

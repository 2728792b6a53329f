import { Clock3, CircleAlert, CloudOff } from 'lucide-react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { isOnline } from '../state/console-state.ts'
import { MessageMedia } from '../media/message-media.tsx'
import type { Outgoing } from '../state/outgoing.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { Bubble } from './bubble.tsx'
import { log } from './log.ts'
import { MessageText } from './message-body.tsx'
import classes from './message.module.css'

/** A reply that has left the composer and is not in the history yet. */
export function OutgoingRow({ outgoing, opens }: { outgoing: Outgoing; opens: boolean }) {
  const words = useAllWords().timeline
  const isStuck = outgoing.state === 'stuck'
  return (
    <article
      className={join(
        classes.message,
        classes.out,
        classes.fresh,
        isStuck ? classes.failed : classes.waiting,
        opens && classes.opens,
      )}
      aria-label={words.reply}
    >
      <div className={classes.body}>
        <MessageMedia
          media={outgoing.media}
          of={{ direction: 'outbound', conversation: outgoing.number, at: outgoing.createdAt }}
        />
        {outgoing.body !== '' && (
          <Bubble body={outgoing.body}>
            <MessageText body={outgoing.body} />
          </Bubble>
        )}
      </div>
      <footer className={classes.foot}>{isStuck ? <Stuck id={outgoing.id} /> : <Waiting />}</footer>
    </article>
  )
}

function Waiting() {
  const words = useAllWords().timeline
  const online = useConsoleState(isOnline)
  const Icon = online ? Clock3 : CloudOff
  return (
    <span className={classes.state}>
      <Icon size={14} aria-hidden="true" />
      {online ? words.sending : words.waiting}
    </span>
  )
}

function Stuck({ id }: { id: string }) {
  const { sender } = useConsole()
  const { common, timeline } = useAllWords()
  const leadOn = useLeadOn(log)
  return (
    <>
      <span className={join(classes.state, classes.failedState)}>
        <CircleAlert size={14} aria-hidden="true" />
        {timeline.stuck}
      </span>
      <span ref={leadOn} className={classes.actions}>
        <Button look="link" onClick={() => sender.retry(id)}>
          {common.tryAgain}
        </Button>
        <Button look="link" onClick={() => sender.giveUp(id)}>
          {timeline.backToText}
        </Button>
      </span>
    </>
  )
}

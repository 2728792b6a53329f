import { Check, CheckCheck, CircleAlert, CircleHelp, Clock3 } from 'lucide-react'
import type { TimelineMessage } from '@switchboard/protocol'
import { useWords } from '../i18n/index.ts'
import { join } from '../ui/join.ts'
import { deliveryWords, type DeliveryTone } from '../words/delivery.ts'
import classes from './message.module.css'

const icons: Readonly<Record<DeliveryTone, typeof Check>> = {
  waiting: Clock3,
  sent: Check,
  delivered: CheckCheck,
  failed: CircleAlert,
  unsure: CircleHelp,
}

const looks: Readonly<Partial<Record<DeliveryTone, string | undefined>>> = {
  delivered: classes.deliveredState,
  failed: classes.failedState,
  unsure: classes.unsureState,
}

/** What became of a reply, at the foot of its group. */
export function Delivery({ message }: { message: TimelineMessage }) {
  return (
    <>
      {deliveryWords(message).long === undefined && <span aria-hidden="true">·</span>}
      <DeliveryState message={message} />
    </>
  )
}

/** A sign and a word, and the whole sentence where it went wrong. */
export function DeliveryState({ message }: { message: TimelineMessage }) {
  useWords()
  const { tone, short, long } = deliveryWords(message)
  const Icon = icons[tone]
  return (
    <span className={join(classes.state, looks[tone], long !== undefined && classes.sentence)}>
      <Icon size={14} strokeWidth={2} aria-hidden="true" />
      {long ?? short}
    </span>
  )
}

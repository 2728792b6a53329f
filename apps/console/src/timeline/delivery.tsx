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

interface DeliveryProps {
  message: TimelineMessage
  /** Whether it stands in a line with other words, after a dot. */
  isInLine?: boolean
}

/** What became of a reply: a sign and a word, and the whole sentence where it went wrong. */
export function Delivery({ message, isInLine = false }: DeliveryProps) {
  useWords()
  const { tone, short, long } = deliveryWords(message)
  const Icon = icons[tone]
  const place = long === undefined ? isInLine && classes.dotBefore : classes.sentence
  return (
    <span className={join(classes.state, looks[tone], place)}>
      <Icon size={14} strokeWidth={2} aria-hidden="true" />
      {long ?? short}
    </span>
  )
}

import { formatNumber, isFailure, type TimelineMessage } from '@switchboard/protocol'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { MessageMedia } from '../media/message-media.tsx'
import { Age } from '../ui/age.tsx'
import { Face, moodColor } from '../ui/face.tsx'
import { join } from '../ui/join.ts'
import { deliveryWords } from '../words/delivery.ts'
import { agentName } from '../words/entries.ts'
import { moodText } from '../words/mood.ts'
import { fullTime, timeOfDay } from '../words/time.ts'
import { Bubble } from './bubble.tsx'
import { Delivery } from './delivery.tsx'
import { FailedReply } from './failed-reply.tsx'
import { MessageText } from './message-body.tsx'
import classes from './message.module.css'
import { UnknownReply } from './unknown-reply.tsx'

interface MessageRowProps {
  message: TimelineMessage
  opens: boolean
  closes: boolean
  differs: boolean
  isFresh: boolean
}

/** One text: the customer's at the left with its face on the mood line, ours at the right. */
export function MessageRow({ message, opens, closes, differs, isFresh }: MessageRowProps) {
  const { timeline } = useAllWords()
  const isInbound = message.direction === 'inbound'
  const { tone } = deliveryWords(message)
  const trouble = isInbound || tone === 'sent' || tone === 'delivered' ? null : classes[tone]
  return (
    <article
      className={join(
        classes.message,
        isInbound ? classes.in : classes.out,
        opens && classes.opens,
        isFresh && classes.fresh,
        trouble,
      )}
      aria-label={isInbound ? timeline.customer : timeline.reply}
    >
      <div className={classes.body}>
        {isInbound && <MoodFace message={message} />}
        <MessageMedia media={message.media} of={message} />
        {message.body !== '' && (
          <Bubble body={message.body} position={message.position}>
            <MessageText body={message.body} position={message.position} />
          </Bubble>
        )}
        {!closes && <Beside message={message} differs={differs} />}
      </div>
      {closes && <Foot message={message} />}
    </article>
  )
}

/**
 * Beside a text whose group has its foot below another: when it came, for whoever rests on it, and what
 * became of a reply where the foot says something else. A screen reader is told both of each.
 */
function Beside({ message, differs }: Pick<MessageRowProps, 'message' | 'differs'>) {
  useAllWords()
  return (
    <span className={classes.beside}>
      <time dateTime={message.at}>{timeOfDay(message.at)}</time>
      {differs && <Delivery message={message} />}
      {!differs && message.direction === 'outbound' && (
        <span className="visually-hidden">{deliveryWords(message).short}</span>
      )}
    </span>
  )
}

function MoodFace({ message }: { message: TimelineMessage }) {
  useAllWords()
  const { face, isRead } = message.mood
  const text = moodText(message.mood)
  return (
    <button
      type="button"
      className={classes.face}
      style={{ color: moodColor(face) }}
      aria-label={text}
      data-tip={text}
    >
      <Face face={face} size={20} isRead={isRead} />
    </button>
  )
}

function Foot({ message }: { message: TimelineMessage }) {
  const { common, timeline } = useAllWords()
  const me = useConsoleState((state) => state.me.id)
  const author = useConsoleState((state) => agentName(state.agents, message.agent, me))
  const lines = useConsoleState((state) => state.lines.length)
  const isInbound = message.direction === 'inbound'
  const mood = moodText(message.mood)
  return (
    <footer className={classes.foot}>
      {!isInbound && message.mood.words.length > 0 && (
        <button type="button" className={classes.quiet} aria-label={mood} data-tip={mood}>
          <Face face={message.mood.face} size={16} />
        </button>
      )}
      {!isInbound && (
        <span className={classes.dotAfter}>{message.agent ? author : common.automatic}</span>
      )}
      <Age at={message.at} />
      {lines > 1 && <span>{timeline.onLine(formatNumber(message.line))}</span>}
      {message.backfilled && (
        <span>{timeline.foundLater(fullTime(message.carrierAt ?? message.at))}</span>
      )}
      {!isInbound && <Delivery message={message} isInLine />}
      {message.status === 'unknown' && message.resentAs === undefined && (
        <UnknownReply message={message} />
      )}
      {!isInbound && isFailure(message.status) && <FailedReply message={message} />}
    </footer>
  )
}

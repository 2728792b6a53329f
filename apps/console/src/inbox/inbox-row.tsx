import { AlarmClock, Ban, CircleAlert } from 'lucide-react'
import type { Conversation } from '@switchboard/protocol'
import { memo } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useTimeText } from '../state/clock.ts'
import { useStore } from '../state/store.ts'
import { threadPath } from '../thread-path.ts'
import { Age } from '../ui/age.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { join } from '../ui/join.ts'
import { customerName, lineName } from '../words/customer.ts'
import { agentName, previewText } from '../words/entries.ts'
import { useWords } from '../i18n/index.ts'
import { whenText } from '../words/time.ts'
import classes from './inbox-row.module.css'
import { openRow } from './open-row.ts'
import { RowCompany } from './row-company.tsx'
import { RowExtras } from './row-extras.tsx'
import { Sparkline } from './sparkline.tsx'
import { useMoodTip } from './use-mood-tip.ts'
import { own } from '../state/own.ts'

interface PreviewProps {
  row: Conversation
  isOpen: boolean
}

/** One Conversation: who, what last, how long ago, how it feels, and what is wrong with it. */
export const InboxRow = memo(function InboxRow({ row }: { row: Conversation }) {
  const words = useWords().inbox.row
  const console = useConsole()
  const { tip, rest, leave } = useMoodTip(row)
  const isOpen = useConsoleState(({ thread }) => thread?.number === row.number)
  return (
    <a
      href={threadPath(row.number)}
      onClick={(event) => isPlain(event) && openRow(console, row.number)}
      data-number={row.number}
      // Whoever presses it with the pointer wants the thread.
      onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && rest()}
      onBlur={leave}
      className={join(classes.row, row.unread > 0 && classes.unread)}
      {...(isOpen && { 'aria-current': 'true' as const })}
    >
      <span className={classes.top}>
        <span className={classes.number}>{customerName(row)}</span>
        <OnLine line={row.line} />
        <Marks row={row} />
        <RowCompany number={row.number} />
        <Age at={row.lastActivityAt} short className={classes.age} />
      </span>
      <Preview row={row} isOpen={isOpen} />
      <span className={classes.foot}>
        <span
          className={classes.spark}
          data-tip={tip}
          data-tip-on-focus
          onPointerEnter={rest}
          onPointerLeave={leave}
        >
          <Sparkline moods={row.moods} label={tip} isRead={row.isMoodRead} />
        </span>
        <RowExtras row={row} />
        <Holder id={row.assignee} />
        {row.unread > 0 && (
          <span className={classes.unreadCount}>
            {row.unread > 99 ? '99+' : row.unread}
            <span className="visually-hidden">{words.unread}</span>
          </span>
        )}
      </span>
    </a>
  )
})

/** Whether a click means the page itself, as a link of the router asks; what else it means is the browser's. */
function isPlain(event: React.MouseEvent): boolean {
  const { altKey, ctrlKey, metaKey, shiftKey, button } = event
  if (event.defaultPrevented || altKey || ctrlKey || metaKey || shiftKey || button !== 0)
    return false
  event.preventDefault()
  return true
}

/** The Line they text, where we have several. */
function OnLine({ line }: { line: string | null }) {
  const words = useWords().inbox.row
  const hasSeveral = useConsoleState((state) => state.lines.length > 1)
  const name = useConsoleState((state) => line && lineName(state.shared.lines, line))
  if (!hasSeveral || !name) return null
  return (
    <span className={classes.line} data-tip={`${words.line}${name}`}>
      <span className="visually-hidden">{words.line}</span>
      {name}
    </span>
  )
}

function Marks({ row }: { row: Conversation }) {
  const words = useWords().inbox.row
  const isRefused = useConsoleState((state) => own(state.refusals, row.number) !== undefined)
  const troubles = row.unsettled?.map(({ status }) => status) ?? []
  const hasFailed = isRefused || troubles.includes('failed')
  return (
    <>
      {hasFailed && (
        <span className={join(classes.mark, classes.failed)}>
          <CircleAlert size={14} aria-hidden="true" /> {isRefused ? words.notSent : words.failed}
        </span>
      )}
      {!hasFailed && troubles.length > 0 && (
        <span className={classes.mark}>
          <CircleAlert size={14} aria-hidden="true" /> {words.uncertain}
        </span>
      )}
      {row.status === 'snoozed' && <Wakes at={row.snoozedUntil ?? null} />}
      {row.optedOut && (
        <span className={classes.mark}>
          <Ban size={13} aria-hidden="true" /> {words.optedOut}
        </span>
      )}
    </>
  )
}

function Wakes({ at }: { at: string | null }) {
  const words = useWords().inbox.row
  const text = useTimeText((now) => (at ? whenText(at, now) : words.untilTheyWrite))
  return (
    <span className={classes.mark}>
      <AlarmClock size={13} aria-hidden="true" /> {text}
    </span>
  )
}

function Preview({ row, isOpen }: PreviewProps) {
  const words = useWords().inbox.row
  const agents = useConsoleState((state) => state.agents)
  const me = useConsoleState((state) => state.me.id)
  const draft = useStore(useConsole().drafts.store, (drafts) => own(drafts, row.number))
  // Beside the open thread the draft is in sight already, and nothing moves while one types.
  if (draft && !isOpen)
    return (
      <span dir="auto" className={classes.preview}>
        <span className={classes.draft}>{words.draft}</span> {draft.slice(0, 200)}
      </span>
    )
  return (
    <span dir="auto" className={classes.preview}>
      {previewText(row.lastEntry, agents, me)}
    </span>
  )
}

function Holder({ id }: { id: string | null }) {
  const { inbox, presence: presences } = useWords()
  const name = useConsoleState((state) => agentName(state.agents, id))
  const isMe = useConsoleState((state) => state.me.id === id)
  const presence = useConsoleState((state) => (id === null ? undefined : state.presence[id]))
  const isEverybodyMine = useConsoleState((state) => state.inbox.view === 'mine')
  if (id === null || (isMe && isEverybodyMine)) return null
  const state = presence && presence !== 'available' ? presences[presence] : null
  const words = isMe ? inbox.row.yours : inbox.row.heldBy(name, state)
  return (
    <span data-tip={words}>
      <Avatar name={name} size={20} isMe={isMe} presence={isMe ? undefined : presence} />
      <span className="visually-hidden">{words}</span>
    </span>
  )
}

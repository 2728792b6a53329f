import { useEffect, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { sumOf } from '../state/conversations.ts'
import { preferences } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { badgeTrial } from './badge-trial.ts'

const PLAIN = '/favicon.svg'
const UNREAD = '/favicon-unread.svg'

/** The page's title and icon say how many texts of one's own Conversations wait to be read. */
export function useBadge(): void {
  const { common } = useWords()
  const isOn = useStore(preferences, ({ badge }) => badge)
  const me = useConsoleState((state) => state.me.id)
  const [count] = useState(() => unreadOf(me))
  const unread = useConsoleState(({ conversations }) => count(conversations))
  const isTried = useStore(badgeTrial, (now) => now)
  const shown = isTried ? Math.max(1, unread) : isOn ? unread : 0
  useEffect(() => {
    document.title = shown > 0 ? common.unreadTitle(shown) : common.switchboard
  }, [shown, common])
  useEffect(() => showIcon(shown > 0), [shown])
}

/** A console is one person's, as long as it lives. */
const unreadOf = (me: string) =>
  sumOf((row) => (row.assignee === me && row.status === 'open' ? row.unread : 0))

/** Puts the icon back when the person signs out. */
function showIcon(isUnread: boolean): () => void {
  const icon = document.querySelector('link[rel="icon"]')
  icon?.setAttribute('href', isUnread ? UNREAD : PLAIN)
  return () => icon?.setAttribute('href', PLAIN)
}

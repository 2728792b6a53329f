import { useEffect, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useWords, words } from '../i18n/index.ts'
import { preferences } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { badgeTrial } from './badge-trial.ts'
import { OwnUnread } from './own-unread.ts'

const PLAIN = '/favicon.svg'
const UNREAD = '/favicon-unread.svg'

/** The page's title and icon say how many texts of one's own Conversations wait to be read. */
export function useBadge(): void {
  const { common } = useWords()
  const isOn = useStore(preferences, ({ badge }) => badge)
  const unread = useOwnUnread()
  const isTried = useStore(badgeTrial, (now) => now)
  const shown = isTried ? Math.max(1, unread) : isOn ? unread : 0
  useEffect(() => {
    document.title = shown > 0 ? common.unreadTitle(shown) : common.switchboard
  }, [shown, common])
  useEffect(() => plainTitle, [])
  useEffect(() => showIcon(shown > 0), [shown])
}

function useOwnUnread(): number {
  const console = useConsole()
  const [count, setCount] = useState(0)
  useEffect(() => {
    const own = new OwnUnread(console)
    const stopListening = console.listen(own)
    const unfollow = own.count.subscribe(() => setCount(own.count.get()))
    return () => {
      unfollow()
      stopListening()
      own.close()
    }
  }, [console])
  return count
}

/** What waits is nobody's once the person signed out. */
function plainTitle(): void {
  document.title = words().common.switchboard
}

/** Puts the icon back when the person signs out. */
function showIcon(isUnread: boolean): () => void {
  const icon = document.querySelector('link[rel="icon"]')
  icon?.setAttribute('href', isUnread ? UNREAD : PLAIN)
  return () => icon?.setAttribute('href', PLAIN)
}

import { useEffect } from 'react'
import { useConsoleState } from './console-context.ts'
import { useWords } from './i18n/index.ts'

/** The page's title says how many texts of one's own Conversations wait to be read. */
export function useUnreadTitle(): void {
  const { common } = useWords()
  const unread = useConsoleState(({ conversations, me }) =>
    Object.values(conversations)
      .filter((row) => row.assignee === me.id && row.status === 'open')
      .reduce((sum, row) => sum + row.unread, 0),
  )
  useEffect(() => {
    document.title = unread > 0 ? common.unreadTitle(unread) : common.switchboard
  }, [unread, common])
}

import { conversationStatuses, type ConversationStatus } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { choiceOf, filterOf } from '../state/inbox.ts'

const none: readonly ConversationStatus[] = []

/** The other statuses under which somebody, anybody's, is as one asked for; or may be, where not all was looked at. */
export function useOtherStatuses(): readonly ConversationStatus[] {
  const console = useConsole()
  const inbox = useConsoleState((state) => state.inbox)
  const key = JSON.stringify(choiceOf(inbox))
  const [found, setFound] = useState({ key: '', statuses: none })
  useEffect(() => {
    let isOver = false
    const filter = filterOf(console.state.get().inbox)
    const others = conversationStatuses.filter((status) => status !== filter.status)
    async function look(status: ConversationStatus): Promise<ConversationStatus[]> {
      const args = { ...filter, view: 'all', status, limit: 1 } as const
      const { conversations, next } = await console.ask('conversations', args)
      return conversations.length > 0 || next !== null ? [status] : []
    }
    Promise.all(others.map(look)).then(
      (statuses) => isOver || setFound({ key, statuses: statuses.flat() }),
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [console, key])
  return found.key === key ? found.statuses : none
}

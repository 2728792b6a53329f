import type { Conversation } from '@switchboard/protocol'
import { useConsole } from '../console-context.ts'
import { useStore } from '../state/store.ts'

/** The rows of the moment, the same list while they are. */
export function useRows(): readonly Conversation[] {
  const { state, pages } = useConsole()
  return useStore(state, () => pages.rows())
}

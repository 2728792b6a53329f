import type { ConsoleState } from '../state/console-state.ts'
import { own } from '../state/own.ts'
import type { Refusal } from '../state/outgoing.ts'
import type { Readable } from '../state/store.ts'
import { agentName } from '../words/entries.ts'
import { refusalWords } from '../words/errors.ts'
import type { News } from './news.ts'

/** Tells of each reply that is refused from now on; no other tab knows of it. Returns what ends it. */
export function followRefusals(
  state: Readable<ConsoleState>,
  tell: (news: News) => void,
): () => void {
  let before = state.get().refusals
  return state.subscribe(() => {
    const now = state.get()
    if (now.refusals === before) return
    const fresh = Object.entries(now.refusals).filter(
      ([number, one]) => own(before, number) !== one,
    )
    before = now.refusals
    for (const [number, refusal] of fresh) tell(refusalNews(now, number, refusal))
  })
}

function refusalNews(
  { conversations, agents }: ConsoleState,
  number: string,
  { code, message, holder }: Refusal,
): News {
  const body = refusalWords(code, message, holder && agentName(agents, holder))
  return { kind: 'refused', number, name: conversations.get(number)?.name, body }
}

import type { Agent } from '@switchboard/protocol'
import { byName } from '../i18n/in-order.ts'

/** An `@` with the beginning of a name, just before the caret. */
export interface MentionStart {
  at: number
  query: string
}

const MAX_OFFERED = 6

export function mentionAt(text: string, caret: number): MentionStart | null {
  const found = /(?:^|\s)@([^\s@]*(?: [^\s@]*)?)$/u.exec(text.slice(0, caret))
  const query = found?.[1]
  return query === undefined ? null : { at: caret - query.length - 1, query }
}

/** Colleagues whose name, or a word of it, begins so. */
export function matchingAgents(agents: readonly Agent[], query: string, me: string): Agent[] {
  const wanted = query.toLocaleLowerCase()
  return agents
    .filter(({ id, disabled }) => id !== me && !disabled)
    .filter(({ name }) => {
      const lower = name.toLocaleLowerCase()
      return lower.startsWith(wanted) || lower.split(' ').some((word) => word.startsWith(wanted))
    })
    .toSorted(byName)
    .slice(0, MAX_OFFERED)
}

/** The ids of those a note names as `@Name`; of two names that begin alike the longer counts. */
export function mentionedIn(body: string, agents: readonly Agent[]): string[] {
  let rest = body
  return agents
    .toSorted((a, b) => b.name.length - a.name.length)
    .flatMap(({ id, name }) => {
      if (!rest.includes(`@${name}`)) return []
      rest = rest.replaceAll(`@${name}`, '')
      return [id]
    })
}

import { conversationStatuses, inboxSorts, inboxViews, moodFilters } from '@switchboard/protocol'
import { choiceOf, firstChoice, type InboxChoice } from './inbox.ts'
import type { KeyValue } from './kept.ts'

const key = (agent: string): string => `switchboard:inbox:${agent}`

/** What this tab looked at before it was loaded anew; without a memory, one's own open Conversations. */
export function rememberedChoice(storage: KeyValue | null, agent: string): InboxChoice {
  try {
    return checked(JSON.parse(storage?.getItem(key(agent)) ?? '{}') as Record<string, unknown>)
  } catch {
    return firstChoice
  }
}

export function rememberChoice(storage: KeyValue | null, agent: string, choice: InboxChoice): void {
  try {
    storage?.setItem(key(agent), JSON.stringify(choiceOf(choice)))
  } catch {
    // Without storage the choice holds until the reload.
  }
}

/** The storage of this tab alone, or null where it is forbidden. */
export function tabStorage(): KeyValue | null {
  try {
    return globalThis.sessionStorage ?? null
  } catch {
    return null
  }
}

const one = <T extends string>(names: readonly T[], value: unknown): T | undefined =>
  names.find((name) => name === value)
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 64 ? value : null

function checked(kept: Record<string, unknown>): InboxChoice {
  return {
    view: one(inboxViews, kept['view']) ?? firstChoice.view,
    status: one(conversationStatuses, kept['status']) ?? firstChoice.status,
    label: text(kept['label']),
    agent: text(kept['agent']),
    mood: one(moodFilters, kept['mood']) ?? null,
    q: text(kept['q']) ?? '',
    sort: one(inboxSorts, kept['sort']) ?? firstChoice.sort,
  }
}

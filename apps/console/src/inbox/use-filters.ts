import type { MoodFilter } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { firstChoice, type InboxChoice } from '../state/inbox.ts'
import { own } from '../state/own.ts'

/** One thing that narrows or orders the list, in words, and how to do without. */
export interface ActiveFilter {
  id: 'q' | 'label' | 'agent' | 'mood' | 'sort'
  name: string
  without: Partial<InboxChoice>
}

/** What narrows the list besides its view and status; the search stands in its own field. */
export function useActiveFilters(): ActiveFilter[] {
  const { inbox } = useWords()
  const { label, agent, mood, sort } = useConsoleState((state) => state.inbox)
  const labels = useConsoleState((state) => state.shared.labels)
  const agents = useConsoleState((state) => state.agents)
  const moodName = useMoodName()
  const { filter } = inbox
  return [
    ...one('sort', sort === firstChoice.sort ? null : filter.sorts[sort], {
      sort: firstChoice.sort,
    }),
    ...one('label', label && (own(labels, label)?.name ?? filter.gone), { label: null }),
    ...one('agent', agent && (own(agents, agent)?.name ?? filter.gone), { agent: null }),
    ...one('mood', mood && moodName(mood), { mood: null }),
  ]
}

function one(
  id: ActiveFilter['id'],
  name: string | null,
  without: ActiveFilter['without'],
): ActiveFilter[] {
  return name === null ? [] : [{ id, name, without }]
}

export function useMoodName(): (mood: MoodFilter) => string {
  const { inbox, mood: moods } = useWords()
  return (mood) =>
    mood === 'negative' || mood === 'positive' ? inbox.filter.sides[mood] : moods.faces[mood]
}

/** Sets what is looked at; a colleague's conversations are found among all. */
export function useChoose(): (change: Partial<InboxChoice>) => void {
  const console = useConsole()
  return (change) => console.showInbox(change.agent ? { ...change, view: 'all' } : change)
}

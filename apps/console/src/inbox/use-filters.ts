import { labelsOf } from '../state/shared.ts'
import { faces, type Agent, type Label, type MoodFilter } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { byName } from '../i18n/in-order.ts'
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

/** Moods one may filter by, worst first, each side before its faces. */
export const offeredMoods: readonly MoodFilter[] = [
  'negative',
  ...faces.filter((face) => face === 'devil' || face === 'unhappy'),
  'neutral',
  'positive',
  ...faces.filter((face) => face === 'happy' || face === 'wink'),
]

/** Labels and people one may filter by; one that is chosen stays offered when it is retired. */
export function useOffered(): { labels: Label[]; agents: Agent[] } {
  const known = useConsoleState((state) => state.shared.labels)
  const people = useConsoleState((state) => state.agents)
  const { label, agent } = useConsoleState((state) => state.inbox)
  const labels = labelsOf(known, Object.keys(known))
  const agents = Object.values(people).toSorted(byName)
  return {
    labels: labels.filter(({ id, retired }) => !retired || id === label),
    agents: agents.filter(({ id, disabled }) => !disabled || id === agent),
  }
}

/** Sets what is looked at; a colleague's conversations are found among all. */
export function useChoose(): (change: Partial<InboxChoice>) => void {
  const console = useConsole()
  return (change) => console.showInbox(change.agent ? { ...change, view: 'all' } : change)
}

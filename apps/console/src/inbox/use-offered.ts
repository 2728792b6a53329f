import { faces, type Agent, type Label, type MoodFilter } from '@switchboard/protocol'
import { useConsoleState } from '../console-context.ts'
import { byName } from '../i18n/in-order.ts'
import { labelsOf } from '../state/shared.ts'

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

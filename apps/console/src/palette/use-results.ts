import { MAX_SEARCH } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsole } from '../console-context.ts'
import {
  useConversationItem,
  usePaletteItems,
  type PaletteGroup,
  type PaletteItem,
} from './items.ts'
import { matchScore } from './match.ts'
import { recentIds } from './recent.ts'
import { useFound } from './use-found.ts'

interface Section {
  group: PaletteGroup
  items: readonly PaletteItem[]
}

export interface Results {
  sections: readonly Section[]
  isLooking: boolean
  hasFailed: boolean
  /** Nothing is looked for then. */
  isTooLong: boolean
}

/** The sections to show: with nothing typed what is recent comes first, else what fits best. */
export function useResults(query: string): Results {
  const items = usePaletteItems()
  const isTooLong = query.trim().length > MAX_SEARCH
  const found = useFound(isTooLong ? '' : query)
  const item = useConversationItem()
  const recent = useRecent(items)
  const { isLooking, hasFailed } = found
  const state = { isLooking, hasFailed, isTooLong }
  if (isTooLong) return { sections: [], ...state }
  if (query.trim() === '') return { sections: [...recent, ...sectionsOf(items)], ...state }
  const latest = recentIds()
  // Of two that fit as well the one used lately comes first.
  const scored = items
    .map((one) => ({
      one,
      score: matchScore(query, one.name, one.also) * (latest.includes(one.id) ? 1.1 : 1),
    }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  const people = found.rows.map((row) => item(row))
  const best = scored[0]?.score ?? 0
  const others = sectionsOf(scored.map(({ one }) => one))
  const rows: Section[] = people.length > 0 ? [{ group: 'conversations', items: people }] : []
  return { sections: best >= 4 ? [...others, ...rows] : [...rows, ...others], ...state }
}

/** What was chosen lately and can be chosen now, a conversation too while this tab knows it. */
function useRecent(items: readonly PaletteItem[]): Section[] {
  const console = useConsole()
  const item = useConversationItem()
  const [ids] = useState(recentIds)
  const { conversations } = console.state.get()
  const recent = ids.flatMap((id): PaletteItem[] => {
    const row = id.startsWith('c:') ? conversations.get(id.slice(2)) : undefined
    const one = row ? item(row) : items.find((each) => each.id === id)
    return one ? [{ ...one, id: `recent:${id}`, group: 'recent' }] : []
  })
  return recent.length > 0 ? [{ group: 'recent', items: recent }] : []
}

/** In the order in which each group first comes. */
function sectionsOf(items: readonly PaletteItem[]): Section[] {
  const groups = new Map<PaletteGroup, PaletteItem[]>()
  for (const one of items) groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  return [...groups].map(([group, of]) => ({ group, items: of }))
}

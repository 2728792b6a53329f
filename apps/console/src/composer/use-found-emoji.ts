import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { isComposing } from '../ui/is-composing.ts'
import type { FoundEmoji } from './emoji-data.ts'
import { findEmoji } from './emoji-search.ts'

/** More of them nobody looks through; another letter finds fewer. */
const MAX_FOUND = 320

interface FoundOptions {
  all: readonly FoundEmoji[]
  query: string
  columns: number
  onChoose: (emoji: string) => void
}

/** What fits what is typed, the best first and marked; arrows move the mark, Enter takes it. */
export function useFoundEmoji({ all, query, columns, onChoose }: FoundOptions) {
  const id = useId()
  const [moved, setMoved] = useState({ query, to: 0 })
  const emojis = useMemo(
    () => (query.trim() === '' ? null : findEmoji(all, query).slice(0, MAX_FOUND)),
    [all, query],
  )
  const current = moved.query === query ? moved.to : 0

  function onKeyDown(event: KeyboardEvent): void {
    if (emojis === null || isComposing(event.nativeEvent)) return
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key]
    if (by === undefined && event.key !== 'Enter') return
    event.preventDefault()
    const chosen = emojis[current]
    if (by === undefined && chosen) onChoose(chosen.emoji)
    if (by !== undefined && emojis[current + by]) setMoved({ query, to: current + by })
  }

  return {
    list: emojis && { id, emojis, current },
    field: {
      onKeyDown,
      'aria-autocomplete': 'list' as const,
      ...(emojis?.[current] && {
        'aria-controls': id,
        'aria-activedescendant': `${id}-${current}`,
      }),
    },
  }
}

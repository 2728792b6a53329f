import type { Conversation } from '@switchboard/protocol'
import { useEffect, useEffectEvent, type KeyboardEvent, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { preferences } from '../state/preferences.ts'
import { isTyping } from '../ui/is-typing.ts'

interface InboxKeysOptions {
  rows: readonly Conversation[]
  open: string | null
  onOpen: (number: string) => void
  list: RefObject<VirtualizerHandle | null>
  scroller: RefObject<HTMLElement | null>
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }

/**
 * Arrows, J and K move among the rows and Enter opens one; J and K alone, with no field focused,
 * open the next and the previous. Returns the handler of the list itself.
 */
export function useInboxKeys({ rows, open, onOpen, list, scroller }: InboxKeysOptions) {
  const openNext = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const by = steps[event.key]
    if (by === undefined || event.key.startsWith('Arrow') || isModified(event)) return
    if (!preferences.get().keys || isTyping(event.target) || event.defaultPrevented) return
    const at = rows.findIndex((row) => row.number === open)
    const next = rows[at === -1 ? 0 : at + by]
    if (!next) return
    event.preventDefault()
    list.current?.scrollToIndex(rows.indexOf(next), { align: 'nearest' })
    onOpen(next.number)
  })
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => openNext(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])

  return (event: KeyboardEvent): void => {
    const by = steps[event.key]
    if (by === undefined || isModified(event)) return
    if (event.key.length === 1 && !preferences.get().keys) return
    const focused = (event.target as Element).closest<HTMLElement>('[data-number]')
    const at = rows.findIndex((row) => row.number === focused?.dataset.number)
    const next = rows[at + by]
    event.preventDefault()
    if (!next) return
    list.current?.scrollToIndex(at + by, { align: 'nearest' })
    focusRow(scroller.current, next.number)
  }
}

function isModified(event: { altKey: boolean; ctrlKey: boolean; metaKey: boolean }): boolean {
  return event.altKey || event.ctrlKey || event.metaKey
}

/** Focuses a row once it is drawn; rows out of sight are not there before the list has scrolled. */
function focusRow(scroller: HTMLElement | null, number: string, tries = 4): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-number="${CSS.escape(number)}"]`)
  if (row) row.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusRow(scroller, number, tries - 1))
}

import { flushSync } from 'react-dom'
import { navigate } from 'wouter/use-browser-location'
import type { ReadAhead } from '../state/read-ahead.ts'
import { threadPath } from '../thread-path.ts'

/** So long the open thread may stay in sight while the texts of the next one are on their way. */
const STAYS_MS = 100
const inputs = ['keydown', 'pointerdown'] as const

/** Where a row was clicked whose thread is on its way; '' when none is. */
let from = ''
let goNow = (): void => undefined

/** Whether what is in sight is left already: another thread is about to take its place. */
export const isLeaving = (): boolean => location.href === from

/** Leads at once where a click was to lead. */
export const arrive = (): void => goNow()

/**
 * Leads to the thread of a row, with its texts: where they are on their way, as from its press on, once
 * they are here, instead of to a thread without any that is drawn again a moment later. Whatever one
 * does next is done there; and whoever is led elsewhere meanwhile stays there.
 */
export function openRow(ahead: ReadAhead, number: string): void {
  goNow()
  from = location.href
  let isOver = false
  const go = (): void => {
    if (isOver) return
    isOver = true
    clearTimeout(stays)
    for (const input of inputs) removeEventListener(input, go, { capture: true })
    // At once, so that the key or press which led there finds it there.
    if (isLeaving()) flushSync(() => navigate(threadPath(number)))
    from = ''
  }
  goNow = go
  const stays = setTimeout(go, STAYS_MS)
  for (const input of inputs) addEventListener(input, go, { capture: true })
  if (!ahead.whenRead(number, go)) go()
}

import { flushSync } from 'react-dom'
import { navigate } from 'wouter/use-browser-location'
import { afterPaint } from '../state/after-paint.ts'
import type { Console } from '../state/console.ts'
import { threadPath } from '../thread-path.ts'

/** So long the open thread may stay in sight while the texts of the next one are on their way. */
const STAYS_MS = 100
const nothing = (): void => undefined

/** Where a row was clicked whose thread is on its way; '' when none is. */
let from = ''
let goNow = nothing
/** Has the address say which thread is open. */
let say = nothing
/** So that neither happens by itself any more. */
let stopGoing = nothing
let stopSaying = nothing

/** Whether what is in sight is left already: another thread is about to take its place. */
export const isLeaving = (): boolean => location.href === from

/** Leads at once where a click was to lead, with the address of it. */
export function arrive(): void {
  goNow()
  say()
}

/** Whoever leaves the desk is led nowhere in it any more. */
export function stay(): void {
  stopGoing()
  stopSaying()
  goNow = nothing
  say = nothing
  from = ''
}

/** Leads elsewhere without a key or press of this page, as from a notification: also back to what was just left. */
export function leadTo(path: string): void {
  // Drawn between the two, or the same address twice would lead nowhere. A row on its way is not gone to first.
  flushSync(() => say())
  navigate(path)
}

// Whatever one does next is done there.
for (const input of ['keydown', 'pointerdown']) addEventListener(input, arrive, { capture: true })

/**
 * Puts another thread in the place of the open one. The address, which costs the browser about as much,
 * follows once that is on the screen; and whoever is led elsewhere meanwhile stays there.
 */
export function showThread({ pages, state }: Console, number: string): void {
  say()
  if (!state.get().thread) return navigate(threadPath(number))
  const { href } = location
  pages.openThread(number)
  stopSaying = afterPaint(() => say())
  say = (): void => {
    say = nothing
    stopSaying()
    if (location.href === href) navigate(threadPath(number))
  }
}

/**
 * Leads to the thread of a row, with its texts: where they are on their way, as from its press on, once
 * they are here, instead of to a thread without any that is drawn again a moment later; and whoever
 * is led elsewhere meanwhile stays there.
 */
export function openRow(console: Console, number: string): void {
  arrive()
  from = location.href
  const go = (): void => {
    if (goNow !== go) return
    goNow = nothing
    stopGoing()
    // At once, so that the key or press which led there finds it there.
    if (isLeaving()) flushSync(() => showThread(console, number))
    from = ''
  }
  goNow = go
  const stays = setTimeout(go, STAYS_MS)
  stopGoing = () => clearTimeout(stays)
  if (!console.pages.thread.ahead.whenRead(number, go)) go()
}

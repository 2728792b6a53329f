import { useRef, type KeyboardEvent, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useConsole } from '../console-context.ts'
import { useAction } from '../keys/actions.ts'
import { afterPaint } from '../state/after-paint.ts'
import { isInSight } from '../ui/in-sight.ts'
import { showThread } from './open-row.ts'
import { numberAt } from './whereabouts.ts'

interface InboxActionsOptions {
  /** The rows by their numbers, in their order. */
  numbers: readonly string[]
  list: RefObject<VirtualizerHandle | null>
  scroller: RefObject<HTMLElement | null>
}

const arrows: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/**
 * Moving about: among the rows where one of them has the focus, else from one open Conversation to the next;
 * and choosing several. Returns the handler of the list itself.
 */
export function useInboxActions({ numbers, list, scroller }: InboxActionsOptions) {
  const console = useConsole()
  const { pages, selection, state } = console
  const isRevealing = useRef(false)
  const hasRows = (): boolean => numbers.length > 0
  /** Nobody chooses among rows that are not shown. */
  const seesRows = (): boolean => hasRows() && isInSight(scroller.current)

  const opened = (): string | undefined => state.get().thread?.number

  function focused(): string | undefined {
    const { activeElement } = document
    if (!scroller.current?.contains(activeElement)) return undefined
    return numberAt(activeElement)
  }

  function reveal(number: string): void {
    list.current?.scrollToIndex(numbers.indexOf(number), { align: 'nearest' })
  }

  /** The row of the open thread, once that is on the screen: the list moves for it, which takes as long again. */
  function revealOpened(): void {
    if (isRevealing.current) return
    isRevealing.current = true
    afterPaint(() => {
      isRevealing.current = false
      const number = opened()
      const at = pages.rows().findIndex((row) => row.number === number)
      if (at !== -1) list.current?.scrollToIndex(at, { align: 'nearest' })
    })
  }

  /** The row one step from another; from nowhere the first. */
  function beside(number: string | undefined, by: number): string | undefined {
    const at = number === undefined ? -1 : numbers.indexOf(number)
    return at === -1 ? numbers[0] : numbers[at + by]
  }

  function focus(number: string): void {
    reveal(number)
    focusRow(scroller.current, number)
  }

  function move(by: number): void {
    const from = focused()
    const next = beside(from ?? opened(), by)
    if (next === undefined) return
    if (from !== undefined) return focus(next)
    showThread(console, next)
    revealOpened()
  }

  function select(): void {
    const number = focused() ?? opened()
    if (number !== undefined && numbers.includes(number)) selection.toggle(number)
  }

  /** From the row one is on to the next, both chosen; the focus goes along. */
  function extend(by: number): void {
    const { anchor } = selection.store.get()
    const from = focused() ?? opened()
    if (from === undefined || !numbers.includes(from)) {
      const [first] = numbers
      if (first === undefined) return
      selection.toggle(first)
      return focus(first)
    }
    if (anchor === null || !selection.numbers.has(from)) selection.extend(from, numbers)
    const next = beside(from, by)
    if (next === undefined) return
    selection.extend(next, numbers)
    focus(next)
  }

  useAction('next', () => move(1), hasRows)
  useAction('previous', () => move(-1), hasRows)
  useAction('select', select, seesRows)
  useAction('selectNext', () => extend(1), seesRows)
  useAction('selectPrevious', () => extend(-1), seesRows)
  useAction('selectAll', () => selection.choose(numbers), seesRows)

  return (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && selection.numbers.size > 0) {
      event.preventDefault()
      return selection.clear()
    }
    const by = arrows[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (event.shiftKey) return extend(by)
    const next = numbers[numbers.indexOf(focused() ?? '') + by]
    if (next !== undefined) focus(next)
  }
}

/** Focuses a row once it is drawn; rows out of sight are not there before the list has scrolled. */
export function focusRow(scroller: HTMLElement | null, number: string, tries = 4): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-number="${CSS.escape(number)}"]`)
  if (row) row.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusRow(scroller, number, tries - 1))
}

import type { Console } from '../state/console.ts'
import { focusRow } from './use-inbox-actions.ts'

/** Leads the focus to the first row of the list, however far down it was read; the number of that row. */
export function focusFirstRow({ pages }: Console): string | undefined {
  const number = pages.rows()[0]?.number
  if (number === undefined) return undefined
  const list = document.querySelector<HTMLElement>('#inbox')
  list?.firstElementChild?.scrollTo(0, 0)
  focusRow(list, number)
  return number
}

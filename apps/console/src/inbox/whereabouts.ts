import { log } from '../timeline/log.ts'

const find = (selector: string): HTMLElement | null => document.querySelector(selector)

/** The row of a Conversation, while it is drawn. */
export const rowOf = (number = ''): HTMLElement | null =>
  find(`#inbox [data-number="${CSS.escape(number)}"]`)

/** The first row that is drawn, or the tab of the list, which stays whatever leaves that. */
export const intoList = (): HTMLElement | null =>
  find('#inbox a[data-number]') ?? find('[role=tab][aria-selected=true]')

/** Where one goes on after what stood over both: what was said in the open thread, else the list. */
export const behind = (): HTMLElement | null => log() ?? intoList()

/** The number of the row this is, or is in. */
export function numberAt(place: Element | null | undefined): string | undefined {
  const { number, select } =
    place?.closest<HTMLElement>('[data-number], [data-select]')?.dataset ?? {}
  return number ?? select
}

/** Where one goes on whose row is gone: it may be listed anew; else what was said in the open thread. */
export const afterRow = (number?: string): HTMLElement | null => rowOf(number) ?? log()

import { navigate } from 'wouter/use-browser-location'
import type { Pages } from './state/pages.ts'
import { threadPath } from './thread-path.ts'

/** Leads to a thread. It is opened by its address, too: done at once, both are drawn together. */
export function goToThread(pages: Pages, number: string): void {
  pages.openThread(number)
  navigate(threadPath(number))
}

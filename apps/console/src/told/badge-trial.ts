import { createStore } from '../state/store.ts'

const TRIED_MS = 5000

/** Whether title and icon are shown as with something unread, to whoever tries them. */
export const badgeTrial = createStore(false)
let end: ReturnType<typeof setTimeout> | undefined

export function tryBadge(): void {
  clearTimeout(end)
  badgeTrial.set(true)
  end = setTimeout(() => badgeTrial.set(false), TRIED_MS)
}

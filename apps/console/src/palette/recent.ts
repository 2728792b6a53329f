import { tabStorage } from '../state/inbox-memory.ts'

const KEY = 'switchboard:palette'
const MAX_RECENT = 6

/** Ids of what was chosen lately in this tab, the latest first. */
export function recentIds(): string[] {
  try {
    const kept: unknown = JSON.parse(tabStorage()?.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function rememberRecent(id: string): void {
  const ids = [id, ...recentIds().filter((other) => other !== id)].slice(0, MAX_RECENT)
  try {
    tabStorage()?.setItem(KEY, JSON.stringify(ids))
  } catch {
    // Without storage nothing is recent.
  }
}

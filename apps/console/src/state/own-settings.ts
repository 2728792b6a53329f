import type { OperationInput } from '@switchboard/protocol'
import { isOnline, type ConsoleState } from './console-state.ts'
import {
  adoptPreferences,
  chosenAt,
  ownPreferences,
  preferences,
  signPreferences,
} from './preferences.ts'
import type { Readable } from './store.ts'

/** The console's part of what the switchboard keeps for a person. */
export const OWN_SETTINGS = 'console'

interface OwnSettingsOptions {
  state: Readable<ConsoleState>
  ask: (op: 'put-preferences', args: OperationInput<'put-preferences'>) => Promise<unknown>
}

/**
 * Keeps a person's own settings with them: what was chosen last counts, here or on another device. What
 * the browser keeps serves until the switchboard was asked, and where it cannot be. Ends with what it returns.
 */
export function followOwnSettings({ state, ask }: OwnSettingsOptions): () => void {
  const { id } = state.get().me
  /** The time of the choice that was told; not told again on the same connection, kept or refused. */
  let toldAt: number | null = null

  const reconcile = (): void => {
    const now = state.get()
    if (!isOnline(now)) toldAt = null
    if (!isOnline(now) || now.shared.asOf === null) return
    const there = now.shared.preferences[OWN_SETTINGS]
    const thereAt = chosenAt(there)
    const here = ownPreferences(id)
    if (thereAt !== null && (here === null || thereAt > here.at)) {
      adoptPreferences({ ...(there as object), by: id })
    } else if (here !== null && here.at > (thereAt ?? 0) && here.at !== toldAt) {
      toldAt = here.at
      // What is not kept there is kept here, and told again with the next connection.
      ask('put-preferences', { preferences: { [OWN_SETTINGS]: here } }).catch(() => undefined)
    }
  }
  signPreferences(id)
  const ends = [state.subscribe(reconcile), preferences.subscribe(reconcile)]
  reconcile()
  return () => {
    for (const end of ends) end()
  }
}

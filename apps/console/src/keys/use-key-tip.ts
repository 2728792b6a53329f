import { preferences } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import type { ActionId } from './actions.ts'
import { altKeysOf, keysOf } from './key-text.ts'

/** What a button's tip says: its name, and its key as it is pressed here: "Snooze (Z)". */
export function useKeyTip(): (name: string, id: ActionId) => string {
  const hasKeys = useStore(preferences, ({ keys }) => keys)
  return (name, id) => `${name} (${(hasKeys ? keysOf : altKeysOf)(id).join(' ')})`
}

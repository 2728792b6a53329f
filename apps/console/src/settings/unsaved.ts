import type { Console } from '../state/console.ts'
import { createStore, type Store } from '../state/store.ts'

/** What was typed into forms and is not saved, by the form's key: `page` or `page/item`. */
type Unsaved = Readonly<Record<string, object>>

const stores = new WeakMap<Console, Store<Unsaved>>()

/** Of one signed-in tab: it lives over changes of page, and asks before the tab itself goes. */
export function unsavedOf(console: Console): Store<Unsaved> {
  const known = stores.get(console)
  if (known) return known
  const store = createStore<Unsaved>({})
  store.subscribe(() => {
    const isAny = Object.keys(store.get()).length > 0
    if (isAny) addEventListener('beforeunload', askFirst)
    else removeEventListener('beforeunload', askFirst)
  })
  stores.set(console, store)
  return store
}

/** Signing out was confirmed: nothing is asked again. */
export function forgetUnsaved(console: Console): void {
  unsavedOf(console).set({})
}

function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

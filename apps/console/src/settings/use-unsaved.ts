import { useConsole } from '../console-context.ts'
import { own } from '../state/own.ts'
import { useStore } from '../state/store.ts'
import { unsavedOf } from './unsaved.ts'

/** What was typed over `initial` into the form `id` (`page` or `page/item`) and not saved yet; null: nothing. */
export function useUnsaved<V extends object>(
  id: string,
  initial: V,
): [typed: V | null, keep: (typed: V | null) => void] {
  const store = unsavedOf(useConsole())
  const typed = useStore(store, (all) => own(all, id)) as V | undefined
  function keep(next: V | null): void {
    const isChanged = next !== null && JSON.stringify(next) !== JSON.stringify(initial)
    store.update((all) => {
      const { [id]: _, ...others } = all
      return isChanged ? { ...others, [id]: next } : others
    })
  }
  return [typed ?? null, keep]
}

import type { CustomerField } from '@switchboard/protocol'
import { useConsole } from '../console-context.ts'
import type { Console } from '../state/console.ts'
import { createStore, useStore, type Store } from '../state/store.ts'

/** What was typed about a Customer and neither saved nor given up. */
export interface Begun {
  name?: string | undefined
  note?: BegunNote | undefined
}

export interface BegunNote extends CustomerField {
  /** The name of the note that is changed; `''` for a new one. */
  of: string
}

type AllBegun = ReadonlyMap<string, Begun>

/** Of so many Customers, those typed last; what was begun long ago is begun anew. */
const MOST = 50

/** While the tab and its session live, and nowhere else: it may be anything a customer told. */
const kept = new WeakMap<Console, Store<AllBegun>>()

function storeOf(console: Console): Store<AllBegun> {
  const known = kept.get(console)
  if (known) return known
  const store = createStore<AllBegun>(new Map())
  kept.set(console, store)
  return store
}

/** What was begun about a Customer, kept over a visit to another one; each has its own. */
export function useBegun<K extends keyof Begun>(number: string, part: K) {
  const store = storeOf(useConsole())
  const read = (all: AllBegun): Begun[K] => all.get(number)?.[part]

  function keep(value: Begun[K]): void {
    store.update((before) => {
      const own: Begun = { ...before.get(number), [part]: value }
      const all = new Map(before)
      all.delete(number)
      if (own.name !== undefined || own.note !== undefined) all.set(number, own)
      const [oldest] = all.keys()
      if (all.size > MOST && oldest !== undefined) all.delete(oldest)
      return all
    })
  }

  return {
    begun: useStore(store, read),
    keep,
    /** Has `save` keep it for good; what is typed meanwhile stays. False when it was refused. */
    saved: async (save: () => Promise<boolean>): Promise<boolean> => {
      const sent = read(store.get())
      const isDone = await save()
      if (isDone && read(store.get()) === sent) keep(undefined)
      return isDone
    },
  }
}

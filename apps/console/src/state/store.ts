import { useSyncExternalStore } from 'react'

/** Something that holds a value and says when it changed. */
export interface Readable<T> {
  get(): T
  subscribe(this: void, listener: () => void): () => void
}

export interface Store<T> extends Readable<T> {
  set(next: T): void
  update(change: (current: T) => T): void
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const store: Store<T> = {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    update: (change) => store.set(change(value)),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return store
}

/** What `select` takes from a store; it must return the same reference while nothing changed. */
export function useStore<T, S>(store: Readable<T>, select: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

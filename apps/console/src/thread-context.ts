import { createContext, useCallback, useContext, useState } from 'react'

/** Whose thread this stands in, by the Customer's number; '' outside of any. */
export const ThreadContext = createContext('')

/**
 * State that belongs to one thread, in a component that stays while threads come and go: in another
 * thread it is as at first, and what is set late for the one that was left changes nothing.
 */
export function useThreadState<T>(initial: T): [T, (next: T) => void] {
  const number = useContext(ThreadContext)
  const [kept, keep] = useState({ number, value: initial })
  if (kept.number !== number) keep({ number, value: initial })
  const set = useCallback(
    (value: T) =>
      keep((now) =>
        now.number !== number || Object.is(now.value, value) ? now : { number, value },
      ),
    [number],
  )
  return [kept.number === number ? kept.value : initial, set]
}

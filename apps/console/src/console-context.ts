import { createContext, useContext } from 'react'
import type { ConsoleState } from './state/console-state.ts'
import type { Console } from './state/console.ts'
import { useStore } from './state/store.ts'

export const ConsoleContext = createContext<Console | null>(null)

/** The signed-in tab this component belongs to. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext)
  if (!console) throw new TypeError('This needs a signed-in console around it.')
  return console
}

/** A part of the console's state; renders again only when that part changes. */
export function useConsoleState<T>(select: (state: ConsoleState) => T): T {
  return useStore(useConsole().state, select)
}

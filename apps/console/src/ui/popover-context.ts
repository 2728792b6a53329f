import { createContext, useContext } from 'react'

export const PopoverContext = createContext<() => void>(() => undefined)

/** Closes the popover around this; the focus goes back to its button. */
export function useClosePopover(): () => void {
  return useContext(PopoverContext)
}

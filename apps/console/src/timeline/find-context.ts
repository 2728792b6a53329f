import { createContext } from 'react'

/** What is looked for in the thread, and the position of the place shown. */
export interface Finding {
  q: string
  position: number | null
}

export const notFinding: Finding = { q: '', position: null }

export const FindContext = createContext(notFinding)

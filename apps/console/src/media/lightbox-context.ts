import { createContext } from 'react'

/** Opens the picture with this id at full size; null where nobody sees it, and none is loaded. */
export const LightboxContext = createContext<((id: string) => void) | null>(null)

import { createContext } from 'react'

/** Opens the picture with this id at full size. */
export const LightboxContext = createContext<(id: string) => void>(() => undefined)

import { useSyncExternalStore } from 'react'
import { clock } from '../state/clock.ts'

/** Whole seconds until a time by the server's clock (ms since 1970), counted down as they pass; then 0. */
export function useSecondsUntil(then: number): number {
  const secondsLeft = (): number => Math.max(0, Math.ceil((then - clock.now()) / 1000))
  return useSyncExternalStore(secondsLeft() > 0 ? eachSecond : clock.subscribe, secondsLeft)
}

function eachSecond(tell: () => void): () => void {
  const timer = setInterval(tell, 1000)
  const leave = clock.subscribe(tell)
  return () => {
    clearInterval(timer)
    leave()
  }
}

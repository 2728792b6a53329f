import { useContext } from 'react'
import { useConsole } from '../console-context.ts'
import { ThreadContext } from '../thread-context.ts'
import { focusBack } from './focus-back.ts'

type Next = (around: Element | null) => HTMLElement | null | undefined

/**
 * The `ref` of what may go away with the focus in it, which is then led on to `next`, of what stood around it;
 * not for whoever is in another thread by then.
 */
export function useLeadOn(next: Next) {
  const console = useConsole()
  const number = useContext(ThreadContext)
  return (box: HTMLElement | null) => () => {
    if (!box?.contains(document.activeElement)) return
    const around = box.parentElement
    queueMicrotask(() => {
      if (number === '' || console.state.get().thread?.number === number) focusBack(next(around))
    })
  }
}

import { useEffect, useRef } from 'react'
import { useConsole } from '../console-context.ts'
import { leadTo } from '../inbox/open-row.ts'
import { Focus, openFocusChannel } from './focus.ts'
import { followRefusals } from './refusals.ts'
import { Teller } from './teller.ts'

/** Tells this tab's person of what came while they do not look at it. `open` is the thread on the page. */
export function useTelling(open: string | null): void {
  const console = useConsole()
  const focus = useRef<Focus | null>(null)
  const shown = useRef(open)

  useEffect(() => {
    const mine = new Focus(openFocusChannel())
    focus.current = mine
    const ask = console.ask.bind(console)
    const teller = new Teller({ state: console.state, ask, focus: mine, navigate: leadTo })
    const stopListening = console.listen(teller)
    const unfollow = followRefusals(console.state, (news) => teller.tellHere(news))
    const look = (): void => mine.look(isLookedAt() ? shown.current : null)
    look()
    const ends = new AbortController()
    const { signal } = ends
    for (const event of ['focus', 'blur', 'pageshow']) addEventListener(event, look, { signal })
    addEventListener('pagehide', () => mine.leave(), { signal })
    addEventListener('pageshow', () => mine.stay(), { signal })
    document.addEventListener('visibilitychange', look, { signal })
    const touched = (): void => mine.touched()
    for (const event of ['pointerdown', 'pointerup', 'keydown'])
      addEventListener(event, touched, { signal, capture: true, passive: true })
    return () => {
      ends.abort()
      stopListening()
      unfollow()
      mine.close()
      focus.current = null
    }
  }, [console])

  useEffect(() => {
    shown.current = open
    focus.current?.look(isLookedAt() ? open : null)
  }, [open])
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import classes from './tooltip.module.css'

interface Shown {
  text: string
  anchor: Element
}

const HOVER_MS = 350
const GAP = 6

/**
 * Shows the `data-tip` of whatever is hovered for a moment or focused by keyboard. One for the whole
 * page; the same words are always in the element's accessible name or description too.
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const tip = useRef<HTMLDivElement>(null)

  useEffect(() => listen(setShown), [])
  useLayoutEffect(() => {
    if (tip.current && shown) place(tip.current, shown.anchor)
  }, [shown])

  if (!shown) return null
  return (
    <div ref={tip} className={classes.tip} aria-hidden="true">
      {shown.text}
    </div>
  )
}

function listen(show: (shown: Shown | null) => void): () => void {
  const ends = new AbortController()
  const { signal } = ends
  let timer: ReturnType<typeof setTimeout> | undefined
  const hide = (): void => {
    clearTimeout(timer)
    show(null)
  }
  const point = (event: Event, delayMs: number): void => {
    hide()
    const anchor = event.target instanceof Element ? event.target.closest('[data-tip]') : null
    const text = anchor?.getAttribute('data-tip')
    if (anchor && text) timer = setTimeout(() => show({ text, anchor }), delayMs)
  }
  const focus = (event: FocusEvent): void => {
    if (event.target instanceof Element && event.target.matches(':focus-visible')) point(event, 0)
  }
  document.addEventListener('pointerover', (event) => point(event, HOVER_MS), { signal })
  document.addEventListener('focusin', focus, { signal })
  document.addEventListener('focusout', hide, { signal })
  document.addEventListener('pointerdown', hide, { signal })
  document.addEventListener('scroll', hide, { signal, capture: true })
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), { signal })
  return () => {
    clearTimeout(timer)
    ends.abort()
  }
}

function place(tip: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect()
  const size = tip.getBoundingClientRect()
  const below = at.top < size.height + GAP * 2
  const left = at.left + at.width / 2 - size.width / 2
  tip.style.top = `${below ? at.bottom + GAP : at.top - size.height - GAP}px`
  tip.style.left = `${Math.min(Math.max(8, left), innerWidth - size.width - 8)}px`
}

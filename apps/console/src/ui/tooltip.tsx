import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import classes from './tooltip.module.css'

interface Shown {
  text: string
  anchor: Element
}

const HOVER_MS = 350
const GAP = 6
/** As wide as the rail. */
const COLUMN_PX = 60

/**
 * Shows the `data-tip` of whatever is hovered for a moment or focused by keyboard, and what it becomes while it is
 * shown. One for the whole page. Something focused that has none shows that of a part marked `data-tip-on-focus`,
 * where one rests. What names a thing is in its accessible name or its text too; what only adds to it (the full time
 * of an age or an event, a button's key, why a word stands there) may be told here alone.
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const tip = useRef<HTMLDivElement>(null)

  useEffect(() => listen(setShown), [])
  const anchor = shown?.anchor
  useEffect(() => anchor && follow(anchor, setShown), [anchor])
  const isShown = shown !== null
  useLayoutEffect(() => {
    // Above a dialog, too, which lies over all that is not shown so.
    if (isShown) tip.current?.showPopover?.()
  }, [isShown])
  useLayoutEffect(() => {
    if (tip.current && shown) place(tip.current, shown.anchor)
  }, [shown])

  if (!shown) return null
  return (
    <div ref={tip} popover="manual" className={classes.tip} aria-hidden="true">
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
  const point = (anchor: Element | null, delayMs: number): void => {
    hide()
    if (anchor) timer = setTimeout(() => show(tipOf(anchor)), delayMs)
  }
  const focus = (event: FocusEvent): void => {
    const { target } = event
    if (!(target instanceof Element) || !target.matches(':focus-visible')) return
    const own = target.closest('[data-tip]')
    point(own ?? target.querySelector('[data-tip-on-focus]'), own ? 0 : HOVER_MS)
  }
  document.addEventListener('pointerover', (event) => point(tipped(event.target), HOVER_MS), {
    signal,
  })
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

function tipped(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-tip]') : null
}

function tipOf(anchor: Element): Shown | null {
  const text = anchor.getAttribute('data-tip')
  return text ? { text, anchor } : null
}

/** The words may change while they are shown. */
function follow(anchor: Element, show: (shown: Shown | null) => void): () => void {
  const observer = new MutationObserver(() => show(anchor.isConnected ? tipOf(anchor) : null))
  observer.observe(anchor, { attributeFilter: ['data-tip'] })
  return () => observer.disconnect()
}

function place(tip: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect()
  const size = tip.getBoundingClientRect()
  // What stands in a column at the edge has the next one above and below it.
  if (at.right < COLUMN_PX && size.width < innerWidth / 2) {
    tip.style.top = `${at.top + (at.height - size.height) / 2}px`
    tip.style.left = `${at.right + GAP}px`
    return
  }
  // What is told of a whole row does not cover its words.
  const below = at.top < size.height + GAP * 2 || anchor.hasAttribute('data-tip-on-focus')
  const left = at.left + at.width / 2 - size.width / 2
  tip.style.top = `${below ? at.bottom + GAP : at.top - size.height - GAP}px`
  tip.style.left = `${Math.min(Math.max(8, left), innerWidth - size.width - 8)}px`
}

import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { Bubble } from './bubble.tsx'
import classes from './screen.module.css'
import type { ScreenItem } from './screen-items.ts'

const nearPx = 90

/** The conversation. It follows the newest text unless its owner scrolled up to read; one's own text leads back. */
export function Screen({ items }: { items: ScreenItem[] }) {
  const log = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const seenOwn = useRef<string>(undefined)
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = log.current ?? document.body
    follows.current = scrollHeight - scrollTop - clientHeight < nearPx
  }
  const toEnd = useCallback(() => {
    if (follows.current) log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [])
  const newestOwn = items.findLast(
    (item) => item.kind === 'text' && item.text.direction === 'inbound',
  )?.key
  useLayoutEffect(() => {
    if (newestOwn !== seenOwn.current) follows.current = true
    seenOwn.current = newestOwn
    toEnd()
  })
  // The field below grows while one types, and takes its room from here.
  useEffect(() => {
    const observer = new ResizeObserver(toEnd)
    if (log.current) observer.observe(log.current)
    return () => observer.disconnect()
  }, [toEnd])
  return (
    <div
      className={classes.log}
      role="log"
      aria-label="Messages"
      // A keyboard must be able to scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      ref={log}
      onScroll={onScroll}
      onLoadCapture={toEnd}
    >
      {items.length === 0 && <p className={classes.empty}>Text us. We answer.</p>}
      {items.map((item) => (
        <Item key={item.key} item={item} />
      ))}
    </div>
  )
}

function Item({ item }: { item: ScreenItem }) {
  if (item.kind === 'time') return <p className={classes.time}>{item.label}</p>
  if (item.kind === 'text') {
    const { text, endsGroup, showState } = item
    return <Bubble text={text} endsGroup={endsGroup} showState={showState} />
  }
  return (
    <output className={classes.coming} aria-label="A text is on its way">
      <i />
      <i />
      <i />
    </output>
  )
}

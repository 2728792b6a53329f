import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useStore } from '../state/store.ts'
import type { Thread } from '../state/thread.ts'
import { useThreadState } from '../thread-context.ts'
import { Lightbox } from '../media/lightbox.tsx'
import { LightboxContext } from '../media/lightbox-context.ts'
import { Announcer } from './announcer.tsx'
import { ListHeight } from './list-height.ts'
import { Layer } from './layer.tsx'
import classes from './timeline.module.css'

/** The history of one Conversation, and what is about to join it. */
export function Timeline({ thread }: { thread: Thread }) {
  const { number, entries, newer } = thread
  const [picture, setPicture] = useThreadState<string | null>(null)
  const closePicture = useCallback(() => setPicture(null), [setPicture])
  const firstSeq = useFirstSeq(thread)
  const [height] = useState(() => new ListHeight())
  const ready = useStore(useConsole().pages.thread.ready.threads, (threads) => threads)
  // In the order they came to be drawn: what stands in the page is never moved in it.
  const layers = [...ready, thread].toSorted((a, b) => a.opening - b.opening)
  useOwnReplies(number, newer !== null)
  return (
    <div className={classes.frame}>
      <LightboxContext value={setPicture}>
        {layers.map((layer) => (
          <Layer
            key={`${layer.number} ${layer.opening} ${layer.run}`}
            thread={layer}
            isOpen={layer === thread}
            height={height}
            firstSeq={layer === thread ? firstSeq : Number.MAX_SAFE_INTEGER}
          />
        ))}
      </LightboxContext>
      {picture !== null && (
        <Lightbox entries={entries} id={picture} onShow={setPicture} onClose={closePicture} />
      )}
      <Announcer entries={entries} after={firstSeq} />
    </div>
  )
}

/** One's own reply stands at the end: wherever one reads, that is where one is led. */
function useOwnReplies(number: string, isElsewhere: boolean): void {
  const console = useConsole()
  const newest = useConsoleState(
    ({ outgoing }) => outgoing.findLast((item) => item.number === number)?.id,
  )
  const leadBack = useEffectEvent((reply: string | undefined) => {
    if (reply !== undefined && isElsewhere) console.pages.thread.goToNewest().catch(() => undefined)
  })
  useEffect(() => leadBack(newest), [newest])
}

/** The changeset the thread was first read at: what is newer came while it was looked at. */
function useFirstSeq({ asOf }: Thread): number {
  const [first, setFirst] = useThreadState(asOf)
  if (first === null && asOf !== null) setFirst(asOf)
  return first ?? Number.MAX_SAFE_INTEGER
}

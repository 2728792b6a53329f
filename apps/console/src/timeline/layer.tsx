import {
  memo,
  useContext,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { useConsole } from '../console-context.ts'
import { LightboxContext } from '../media/lightbox-context.ts'
import { whenIdle } from '../state/when-idle.ts'
import { ThreadContext } from '../thread-context.ts'
import { join } from '../ui/join.ts'
import { QuietBoundary } from '../ui/quiet-boundary.tsx'
import { FindContext, notFinding } from './find-context.ts'
import { Run, type RunProps } from './run.tsx'
import classes from './timeline.module.css'

/** Frames in which the rows tell how high they are, and those that came for that do. */
const MEASURED_IN = 3

type LayerProps = Omit<RunProps, 'frame'>

/** A thread in its place; what is not open is drawn when there is time for it, so that to open it is to show it. */
export const Layer = memo(function Layer(props: LayerProps) {
  const { thread, isOpen } = props
  const isDrawn = useDeferredValue(true, isOpen) || isOpen
  const { frame, className } = useHiding(thread.number, isDrawn, isOpen)
  const finding = useContext(FindContext)
  const openPicture = useContext(LightboxContext)
  return (
    <ThreadContext value={thread.number}>
      <FindContext value={isOpen ? finding : notFinding}>
        <LightboxContext value={isOpen ? openPicture : null}>
          <div
            ref={frame}
            className={join(classes.layer, className)}
            aria-hidden={!isOpen || undefined}
          >
            <QuietBoundary isShown={isOpen}>
              {isDrawn && <Run {...props} frame={frame} />}
            </QuietBoundary>
          </div>
        </LightboxContext>
      </FindContext>
    </ThreadContext>
  )
})

/**
 * How what is not open is kept out of sight: drawn and measured invisible, then locked. Visibility is inherited, so
 * to change it when the thread is opened would restyle each row; content-visibility is not. Hence it is made
 * visible once before it is locked, beneath the open one, and its rows are styled and laid out as they will be shown.
 */
function useHiding(number: string, isDrawn: boolean, isOpen: boolean) {
  const { ready } = useConsole().pages.thread
  const frame = useRef<HTMLDivElement>(null)
  const [isLocked, setLocked] = useState(isOpen)
  // What is shown has nothing to be locked for.
  if (isOpen && !isLocked) setLocked(true)
  const lock = useEffectEvent(() => {
    const { current } = frame
    if (!current) return
    current.style.visibility = 'visible'
    current.getBoundingClientRect()
    flushSync(() => setLocked(true))
    current.style.visibility = ''
  })
  const isDue = isDrawn && !isLocked
  useEffect(() => {
    if (!isDue) return
    // Not in a frame, which may show what a person just did, nor while somebody waits for another one.
    let callOff = afterFrames(MEASURED_IN, () => {
      callOff = whenIdle(
        () => lock(),
        () => ready.isOpeningOther(number),
      )
    })
    return () => callOff()
  }, [isDue, ready, number])
  const hidden = isLocked ? classes.locked : classes.invisible
  return { frame, className: isOpen ? undefined : hidden }
}

/** Does something in one of the next frames; the answer calls it off. */
function afterFrames(frames: number, work: () => void): () => void {
  let left = frames
  let frame = requestAnimationFrame(function next() {
    left -= 1
    if (left === 0) work()
    else frame = requestAnimationFrame(next)
  })
  return () => cancelAnimationFrame(frame)
}

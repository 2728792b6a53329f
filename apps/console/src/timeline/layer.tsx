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
import { LightboxContext } from '../media/lightbox-context.ts'
import { ThreadContext } from '../thread-context.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { join } from '../ui/join.ts'
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
  const { frame, className } = useHiding(isDrawn, isOpen)
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
            <ErrorBoundary
              of={isOpen ? 'open' : 'ready'}
              renderInstead={({ error }) => isOpen && passOn(error)}
            >
              {isDrawn && <Run {...props} frame={frame} />}
            </ErrorBoundary>
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
function useHiding(isDrawn: boolean, isOpen: boolean) {
  const frame = useRef<HTMLDivElement>(null)
  const [isLocked, setLocked] = useState(isOpen)
  const lock = useEffectEvent(() => {
    const { current } = frame
    if (!current) return
    current.style.visibility = 'visible'
    current.getBoundingClientRect()
    flushSync(() => setLocked(true))
    current.style.visibility = ''
  })
  const isDue = isDrawn && !isLocked
  useEffect(() => (isDue ? afterFrames(MEASURED_IN, () => lock()) : undefined), [isDue])
  const hidden = isLocked ? classes.locked : classes.invisible
  return { frame, className: isOpen ? undefined : hidden }
}

/** What breaks out of sight is nobody's concern before it is opened. */
function passOn(error: unknown): never {
  throw error
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

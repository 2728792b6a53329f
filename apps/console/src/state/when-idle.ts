/** Where the browser does not tell when it has nothing to do. */
const LATER_MS = 200
/** While something is under way that must not be held up. */
const LOOKS_AGAIN_MS = 100

/** Does something once the browser has nothing better to do, and nothing `isUnderWay`; the answer calls it off. */
export function whenIdle(work: () => void, isUnderWay: () => boolean): () => void {
  let callOff: () => void
  const wait = (): void => {
    callOff = idle(() => {
      if (isUnderWay()) callOff = after(LOOKS_AGAIN_MS, wait)
      else work()
    })
  }
  wait()
  return () => callOff()
}

function idle(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) return after(LATER_MS, work)
  const id = requestIdleCallback(work)
  return () => cancelIdleCallback(id)
}

function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

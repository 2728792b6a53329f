/** So long a frame that is drawn may need to be on the screen; nobody waits for what comes then. */
const ON_SCREEN_MS = 50

/** Does something once the next frame is on the screen; the answer calls it off. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work, ON_SCREEN_MS)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

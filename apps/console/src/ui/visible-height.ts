/** A keyboard is higher than this, a bar of the browser's is not. */
const KEYBOARD_PX = 120

/**
 * Safari lays its keyboard over the page instead of making room: while it is there `--height` is what is left to
 * see, so that what is written and its Send stay in sight. Returns what ends it.
 */
export function followVisibleHeight(): () => void {
  const { visualViewport: view } = globalThis
  const { style } = document.documentElement
  const ends = new AbortController()
  const follow = (): void => {
    if (!view) return
    // Whoever zoomed in sees a part of it on purpose.
    const isCovered = view.scale === 1 && innerHeight - view.height > KEYBOARD_PX
    if (!isCovered) return void style.removeProperty('--height')
    style.setProperty('--height', `${view.height}px`)
    scrollTo(0, 0)
  }
  view?.addEventListener('resize', follow, { signal: ends.signal })
  return () => {
    ends.abort()
    style.removeProperty('--height')
  }
}

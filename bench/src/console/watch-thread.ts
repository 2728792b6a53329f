import type { Page } from 'playwright-core'

/** How long each switch took, from the event that counts on; `performance.measure` says it to the trace as well. */
export const SWITCH = 'switch'

/** The event that counts: a press, its release, or a key. */
export type Press = 'pointerdown' | 'pointerup' | 'keydown'

/**
 * Has the page look on while a thread is opened: from that event until the thread's newest text, told by
 * its mark, stands there in sight. The trace knows when the frame with it was on the screen. Resolves
 * when it looks.
 */
export async function watchThread(page: Page, press: Press, mark: string): Promise<void> {
  await page.evaluate(look, { press, mark, name: SWITCH })
}

/** Resolves when the thread that is watched for is there. */
export function switched(page: Page): Promise<void> {
  return page.evaluate(() => (globalThis as unknown as { switched: Promise<void> }).switched)
}

/**
 * Runs in the page, which knows nothing outside this function. What is in sight is told by an observer
 * that the browser asks in each frame once it is laid out: nothing here costs the page a layout, and
 * whatever changes after that frame changes nothing of it.
 */
function look({ press, mark, name }: { press: string; mark: string; name: string }): void {
  const page = globalThis as unknown as { switched: Promise<void> }
  let pressedAt = NaN
  const pressed = (event: Event): void => void (pressedAt = event.timeStamp)
  addEventListener(press, pressed, { capture: true, once: true })

  /** The newest text, once it is there and no longer hidden until it is measured; little stands below it. */
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const drawnText = (): Element | undefined => {
    const log = document.querySelector(':not([aria-hidden=true]) > [role=log]')
    const texts = [...(log?.querySelectorAll('article') ?? [])].slice(-3)
    const text = texts.findLast((one) => one.textContent.includes(mark))
    const isHidden = text?.closest('[style*="visibility: hidden"]')
    return isHidden ? undefined : text
  }

  page.switched = new Promise((resolve, reject) => {
    let text: Element | undefined
    let sight: IntersectionObserver | undefined
    let isOver = false
    const end = (): void => {
      isOver = true
      clearTimeout(tooLong)
      changes.disconnect()
      sight?.disconnect()
    }
    const tooLong = setTimeout(() => {
      end()
      reject(new Error(`${mark} never came in sight at ${location.pathname}`))
    }, 20_000)
    const told = (records: readonly IntersectionObserverEntry[]): void => {
      const place = records.find(({ boundingClientRect: { bottom }, rootBounds }) => {
        return rootBounds && bottom <= rootBounds.bottom + 1 && bottom > rootBounds.top
      })
      if (isOver) return
      // It may come to its place without anything that an observer tells: it is asked anew.
      if (!place || Number.isNaN(pressedAt)) return observe()
      end()
      // Asked at the end of the frame it is in sight in.
      performance.measure(name, { start: pressedAt, end: place.time })
      resolve()
    }
    const observe = (): void => {
      sight?.disconnect()
      text = drawnText()
      if (!text) return
      sight = new IntersectionObserver(told, { root: text.closest('[role=log]') })
      sight.observe(text)
    }
    const changes = new MutationObserver(() => drawnText() !== text && observe())
    changes.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ['style', 'aria-hidden'],
    })
    observe()
  })
}

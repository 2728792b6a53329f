import type { Page } from 'playwright-core'

/** How long each switch took, from its press on; `performance.measure` says it to the trace as well. */
export const SWITCH = 'switch'

/** The press that counts: its event, and the key when it is one. */
export type Press = 'pointerdown' | 'keydown'

/**
 * Has the page look on while a thread is opened: from the press until the thread's newest text, told by
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

/** Runs in the page, which knows nothing outside this function. */
function look({ press, mark, name }: { press: string; mark: string; name: string }): void {
  const page = globalThis as unknown as { switched: Promise<void> }
  let pressedAt = NaN
  const pressed = (event: Event): void => void (pressedAt = event.timeStamp)
  addEventListener(press, pressed, { capture: true, once: true })

  /** There, drawn, and in sight. */
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const isShown = (): boolean => {
    const log = document.querySelector('[role=log]')
    if (!log?.textContent.includes(mark)) return false
    const text = [...log.querySelectorAll('article')].findLast((one) =>
      one.textContent.includes(mark),
    )
    if (!text || getComputedStyle(text).visibility !== 'visible') return false
    const [box, around] = [text.getBoundingClientRect(), log.getBoundingClientRect()]
    return box.bottom <= around.bottom + 1 && box.bottom > around.top
  }

  page.switched = new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      changes.disconnect()
      isOver = true
      reject(new Error(`${mark} never came in sight at ${location.pathname}`))
    }, 20_000)
    let changedAt = 0
    let missedAt = 0
    let isOver = false
    // Looking at each change would cost layouts the page does not need: only the time is noted.
    const changes = new MutationObserver(() => (changedAt = performance.now()))
    changes.observe(document.body, { childList: true, subtree: true, attributes: true })
    const find = (): void => {
      if (isOver || Number.isNaN(pressedAt)) return
      if (!isShown()) return void (missedAt = performance.now())
      isOver = true
      changes.disconnect()
      clearTimeout(tooLong)
      // What was there since the last change need not wait for us to look.
      const end = changedAt > missedAt ? changedAt : performance.now()
      performance.measure(name, { start: pressedAt, end })
      resolve()
    }
    // Before each frame is drawn, and once it is: sizes that are known then change it on its way.
    const drawn = new MessageChannel()
    drawn.port1.addEventListener('message', () => {
      find()
      if (!isOver) requestAnimationFrame(inFrame)
    })
    drawn.port1.start()
    const inFrame = (): void => {
      find()
      drawn.port2.postMessage(null)
    }
    requestAnimationFrame(inFrame)
  })
}

import type { Page } from 'playwright-core'
import { timeline } from './people.ts'

export interface Seen {
  /** Of the timeline's end, below what was in sight. */
  below: number
  /** Of a row, below the timeline's top. */
  y: number
}

/** What was painted of a thread, frame after frame, while something was done, and a while longer. */
export async function painted(page: Page, row: string, act: () => Promise<void>): Promise<Seen[]> {
  const log = await timeline(page).elementHandle()
  const watch = await page.evaluateHandle(
    ([box, words]) => {
      const seen: Seen[] = []
      let isOver = false
      const { port1, port2 } = new MessageChannel()
      port1.start()
      port1.addEventListener('message', () => {
        const rows = [...(box?.querySelectorAll('article') ?? [])]
        const named = rows.find(({ textContent }) => textContent.includes(words))
        if (!box || !named) return
        const { scrollHeight, scrollTop, clientHeight } = box as HTMLElement
        const { top } = (box as HTMLElement).getBoundingClientRect()
        const y = named.getBoundingClientRect().top - top
        seen.push({ below: scrollHeight - scrollTop - clientHeight, y })
      })
      const frame = (): void => {
        // Its turn comes when this frame was painted.
        port2.postMessage(null)
        if (!isOver) requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
      return {
        end() {
          isOver = true
          return seen
        },
      }
    },
    [log, row] as const,
  )
  await act()
  await page.waitForTimeout(300)
  return watch.evaluate((watched) => watched.end())
}

/** Until two looks at the timeline some frames apart agree. */
export async function still(page: Page): Promise<void> {
  const offset = () => timeline(page).evaluate((log) => [log.scrollTop, log.scrollHeight].join())
  for (let before = ''; ;) {
    const now = await offset()
    if (now === before) return
    before = now
    await page.waitForTimeout(200)
  }
}

/** A single look may fall between a change and its frame, which nobody sees: what counts is there twice. */
export const mostBelow = (seen: Seen[]): number =>
  Math.max(...seen.slice(1).map(({ below }, index) => Math.min(below, seen[index]?.below ?? 0)))
/** How far the row went from where it was, and back. */
export const moved = (seen: Seen[]): number => {
  const all = seen.map(({ y }) => y)
  return Math.max(...all) - Math.min(...all)
}

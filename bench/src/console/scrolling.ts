import type { Locator, Page } from 'playwright-core'
import type { Bench } from '../case.ts'
import { tracedFor } from './traced-for.ts'

const STEP_PX = 240
const STEP_MS = 16
const SLOW_FRAME_MS = 50

/** The wheel over a list, a step a frame; `down` is the way, and what it says has to change. */
export async function recordScrolling(
  bench: Bench,
  page: Page,
  { what, list, down }: { what: string; list: Locator; down: boolean },
): Promise<void> {
  const box = await list.boundingBox()
  if (!box) throw new Error(`${what}: the list is not on the page`)
  const before = await list.innerText()
  await page.mouse.move(box.x + box.width / 2, Math.max(box.y, 0) + 300)
  let frames: number[] = []
  const { longTasks } = await tracedFor(bench, page, what, async () => {
    await page.evaluate(countFrames)
    for (let step = 0; step < bench.size(400, 60); step += 1) {
      await page.mouse.wheel(0, down ? STEP_PX : -STEP_PX)
      await page.waitForTimeout(STEP_MS)
    }
    frames = await page.evaluate(
      () => (globalThis as unknown as { frameTimes: number[] }).frameTimes,
    )
  })
  if ((await list.innerText()) === before) throw new Error(`${what}: the wheel moved nothing`)
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at))
  bench.record(`${what}: time between frames`, 'ms', ...gaps)
  bench.record(
    `${what}: frames over ${SLOW_FRAME_MS} ms`,
    'frames',
    gaps.filter((ms) => ms > SLOW_FRAME_MS).length,
  )
  bench.record(`${what}: long tasks`, 'tasks', longTasks.length)
}

/** Runs in the page. */
function countFrames(): void {
  const page = globalThis as unknown as { frameTimes: number[] }
  page.frameTimes = []
  const tick = (at: number): void => {
    page.frameTimes.push(at)
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
}

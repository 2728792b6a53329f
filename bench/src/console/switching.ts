import { LINE, postWebhook, type WebhookTarget } from '@switchboard/dev-env'
import type { Locator, Page } from 'playwright-core'
import type { Bench } from '../case.ts'
import { markOf } from '../load/lively-text.ts'
import { threadCustomer } from '../load/fill-history.ts'
import type { Trace } from '../measure/chromium-trace.ts'
import { bringRow, restPointer, rowOf } from './page.ts'
import { tracedFor } from './traced-for.ts'
import { SWITCH, switched, watchThread } from './watch-thread.ts'

/** A pointer that comes to a row and stays so long before it presses, as hands do. */
const REST_MS = 150
/** Between two switches, as somebody who only skims needs at least. */
const PAUSE_MS = 300

export interface Threads {
  /** How many entries each of `threadCustomer` has; the last one stands at the top of the inbox. */
  lengths: readonly number[]
}

/** The Customer in this row of the inbox, and what tells their newest text. */
export function threadAt({ lengths }: Threads, row: number): { number: string; mark: string } {
  const which = lengths.length - 1 - row
  const number = threadCustomer(which)
  return { number, mark: markOf(number, (lengths[which] ?? 0) - 1) }
}

/** Rows never opened, by J to rows never opened, back to rows opened lately, and rows never opened that the pointer rests on first. */
export async function recordSwitching(bench: Bench, page: Page, threads: Threads): Promise<void> {
  const times = bench.size(30, 7)
  const clicked = Array.from({ length: times }, (_, index) => 3 + 3 * index)
  const stepped = Array.from({ length: times }, (_, index) => 6 + 3 * times + index)
  const rested = Array.from({ length: times }, (_, index) => 10 + 4 * times + 3 * index)
  const back = Array.from({ length: times }, (_, index) => stepped.at(-2 - (index % 6)) ?? 0)
  await measure(bench, page, 'by click, first time', clicked, (row) => click(page, threads, row))
  await click(page, threads, (stepped[0] ?? 0) - 1)
  // With the focus on a row J would move it from row to row.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.waitForTimeout(PAUSE_MS)
  await measure(bench, page, 'by J, first time', stepped, (row) => stepTo(page, threads, row))
  await measure(bench, page, 'by click, back', back, (row) => click(page, threads, row))
  const rest = (row: number): Promise<void> => click(page, threads, row, REST_MS)
  await measure(bench, page, 'by click after 150 ms on the row, first time', rested, rest)
}

/** Rows never opened whose text just came in, each pressed as soon as it stands at the top; they are others than those above. */
export async function recordJustIn(
  bench: Bench,
  page: Page,
  { lengths }: Threads,
  target: WebhookTarget,
): Promise<void> {
  const times = bench.size(30, 7)
  const order = Array.from({ length: times }, (_, index) => index)
  await bringRow(page, threadAt({ lengths }, 0).number, 0)
  await measure(bench, page, 'by click on a text just in, first time', order, async (which) => {
    const number = threadCustomer(which)
    const mark = markOf(number, lengths[which] ?? 0)
    await restPointer(page)
    await watchThread(page, 'pointerdown', mark)
    const { status } = await postWebhook(target, {
      From: number,
      To: LINE,
      Body: `Is anybody there? ${mark}`,
    })
    if (status !== 200) throw new Error(`a text was answered ${status}`)
    await rowOf(page, number).filter({ hasText: mark }).click()
    return switched(page)
  })
}

async function measure(
  bench: Bench,
  page: Page,
  how: string,
  order: readonly number[],
  open: (row: number) => Promise<void>,
): Promise<void> {
  const trace = await tracedFor(bench, page, `switch ${how}`, async () => {
    for (const row of order) {
      await open(row)
      await page.waitForTimeout(PAUSE_MS)
    }
  })
  recordWork(bench, `switch ${how}`, trace)
}

/** What the time went to: work of the main thread by its kind, and waiting. */
function recordWork(bench: Bench, what: string, { measures, longTasks }: Trace): void {
  for (const { whole, busy, cpu, script, style, layout, paint } of measures(SWITCH)) {
    bench.record(`${what}: press until the thread is painted`, 'ms', whole)
    bench.record(`${what}: main thread at work`, 'ms', busy)
    bench.record(`${what}: … on a core`, 'ms', cpu)
    bench.record(`${what}: … script`, 'ms', script)
    bench.record(`${what}: … style and layout`, 'ms', style + layout)
    bench.record(`${what}: … paint`, 'ms', paint)
    bench.record(`${what}: waited for an answer or a frame`, 'ms', whole - busy)
  }
  bench.record(`${what}: long tasks`, 'tasks', longTasks.length)
}

export async function click(page: Page, threads: Threads, at: number, restMs = 0): Promise<void> {
  const { number, mark } = threadAt(threads, at)
  // Before the list scrolls: the next row must not come to where the pointer was left.
  await restPointer(page)
  const row = await bringRow(page, number, at)
  const { x, y } = await middleOf(row)
  await watchThread(page, 'pointerdown', mark)
  if (restMs > 0) {
    await page.mouse.move(x, y)
    await page.waitForTimeout(restMs)
  }
  // A click of the locator's own has the page find out first, in that very press, what stands there.
  await page.mouse.click(x, y)
  return switched(page)
}

async function middleOf(row: Locator): Promise<{ x: number; y: number }> {
  const box = await row.boundingBox()
  if (!box) throw new Error('the row is not on the page')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function stepTo(page: Page, threads: Threads, at: number): Promise<void> {
  await watchThread(page, 'keydown', threadAt(threads, at).mark)
  await page.keyboard.press('j')
  return switched(page)
}

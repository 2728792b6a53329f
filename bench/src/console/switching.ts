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
/** From a button's press to its release: 87 ms on the average at 25 to 34 years, 137 over 65 (Edmonds and Azzopardi, ClickSense, 2026). */
const HOLD_MS = 80
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

/**
 * Rows never opened, by J to rows never opened, back to rows opened lately, and rows never opened that the pointer rests
 * on first, by clicks that last no time; then the first and the third with a button that is held as by a hand.
 */
export async function recordSwitching(bench: Bench, page: Page, threads: Threads): Promise<void> {
  const times = bench.size(30, 7)
  const clicked = Array.from({ length: times }, (_, index) => 3 + 3 * index)
  const stepped = Array.from({ length: times }, (_, index) => 6 + 3 * times + index)
  const rested = Array.from({ length: times }, (_, index) => 10 + 4 * times + 3 * index)
  const held = Array.from({ length: times }, (_, index) => 10 + 7 * times + 3 * index)
  const backTo = (rows: readonly number[]): number[] =>
    Array.from({ length: times }, (_, index) => rows.at(-2 - (index % 6)) ?? 0)
  const clickOn = (row: number): Promise<void> => click(page, threads, row)
  await measure(bench, page, { how: 'by click, first time', rows: clicked, open: clickOn })
  await click(page, threads, (stepped[0] ?? 0) - 1)
  // With the focus on a row J would move it from row to row.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.waitForTimeout(PAUSE_MS)
  const step = (row: number): Promise<void> => stepTo(page, threads, row)
  await measure(bench, page, { how: 'by J, first time', rows: stepped, open: step })
  await measure(bench, page, { how: 'by click, back', rows: backTo(stepped), open: clickOn })
  const rest = (row: number): Promise<void> => click(page, threads, row, { restMs: REST_MS })
  const afterRest = 'by click after 150 ms on the row, first time'
  await measure(bench, page, { how: afterRest, rows: rested, open: rest })
  const hold = (row: number): Promise<void> => click(page, threads, row, { holdMs: HOLD_MS })
  const hand = { open: hold, from: 'release' } as const
  await measure(bench, page, { how: 'by a hand’s click, first time', rows: held, ...hand })
  await measure(bench, page, { how: 'by a hand’s click, back', rows: backTo(held), ...hand })
}

/** Rows never opened whose text just came in, each pressed as soon as it stands at the top; they are others than those above. */
export async function recordJustIn(
  bench: Bench,
  page: Page,
  { lengths }: Threads,
  target: WebhookTarget,
): Promise<void> {
  const times = bench.size(30, 7)
  const rows = Array.from({ length: times }, (_, index) => index)
  await bringRow(page, threadAt({ lengths }, 0).number, 0)
  const open = async (which: number): Promise<void> => {
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
  }
  await measure(bench, page, { how: 'by click on a text just in, first time', rows, open })
}

interface Way {
  how: string
  rows: readonly number[]
  open: (row: number) => Promise<void>
  /** What is waited from. */
  from?: 'press' | 'release'
}

async function measure(bench: Bench, page: Page, { rows, open, ...way }: Way): Promise<void> {
  const trace = await tracedFor(bench, page, `switch ${way.how}`, async () => {
    for (const row of rows) {
      await open(row)
      await page.waitForTimeout(PAUSE_MS)
    }
  })
  recordWork(bench, way, trace)
}

/** What the time went to: work of the main thread by its kind, and waiting. */
function recordWork(
  bench: Bench,
  { how, from = 'press' }: Omit<Way, 'rows' | 'open'>,
  { measures, longTasks }: Trace,
): void {
  const what = `switch ${how}`
  for (const { whole, busy, cpu, script, style, layout, paint } of measures(SWITCH)) {
    bench.record(`${what}: ${from} until the thread is painted`, 'ms', whole)
    bench.record(`${what}: main thread at work`, 'ms', busy)
    bench.record(`${what}: … on a core`, 'ms', cpu)
    bench.record(`${what}: … script`, 'ms', script)
    bench.record(`${what}: … style and layout`, 'ms', style + layout)
    bench.record(`${what}: … paint`, 'ms', paint)
    bench.record(`${what}: waited for an answer or a frame`, 'ms', whole - busy)
  }
  bench.record(`${what}: long tasks`, 'tasks', longTasks.length)
}

interface Hand {
  /** How long it is on the row before it presses. */
  restMs?: number
  /** How long it presses; what it waits for begins when it lets go, which is what opens a thread. */
  holdMs?: number
}

export async function click(
  page: Page,
  threads: Threads,
  at: number,
  { restMs = 0, holdMs = 0 }: Hand = {},
): Promise<void> {
  const { number, mark } = threadAt(threads, at)
  // Before the list scrolls: the next row must not come to where the pointer was left.
  await restPointer(page)
  const row = await bringRow(page, number, at)
  const { x, y } = await middleOf(row)
  await watchThread(page, holdMs > 0 ? 'pointerup' : 'pointerdown', mark)
  if (restMs > 0) {
    await page.mouse.move(x, y)
    await page.waitForTimeout(restMs)
  }
  // A click of the locator's own has the page find out first, in that very press, what stands there.
  await page.mouse.click(x, y, { delay: holdMs })
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

import type { Page } from 'playwright-core'
import type { Bench } from '../case.ts'
import { traced } from '../measure/chromium-trace.ts'
import { rows } from './page.ts'
import { click, type Threads } from './switching.ts'
import { SWITCH } from './watch-thread.ts'

/** The first paint, then a thread nobody opened in this page, a short and a very long one by turns. */
export async function recordOpening(bench: Bench, page: Page, threads: Threads): Promise<void> {
  for (let round = 0; round < bench.size(5, 1); round += 1)
    for (const row of round % 2 === 0 ? [0, 1] : [1, 0]) {
      await reload(bench, page)
      const entries = threads.lengths.at(-1 - row) ?? 0
      const what = `open ${entries.toLocaleString('en')} entries after a reload`
      const { measures } = await traced(page, () => click(page, threads, row))
      for (const { whole, busy } of measures(SWITCH)) {
        bench.record(`${what}: press until it is painted`, 'ms', whole)
        bench.record(`${what}: main thread at work`, 'ms', busy)
      }
    }
}

async function reload(bench: Bench, page: Page): Promise<void> {
  await page.goto(new URL('/', page.url()).href)
  await rows(page).first().waitFor()
  const paint = await page.evaluate(() => {
    const entry = performance.getEntriesByName('first-contentful-paint')[0]
    return { painted: entry?.startTime ?? NaN, rows: performance.now() }
  })
  bench.record('first paint', 'ms', paint.painted)
  bench.record('inbox there after a reload', 'ms', paint.rows)
}

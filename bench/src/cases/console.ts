import type { Page } from 'playwright-core'
import type { Bench, BenchCase } from '../case.ts'
import { recordSizes } from '../console/bundle-sizes.ts'
import { recordOpening } from '../console/opening.ts'
import { launch, listAll, openConsole, rows } from '../console/page.ts'
import { recordScrolling } from '../console/scrolling.ts'
import { click, recordJustIn, recordSwitching, type Threads } from '../console/switching.ts'
import { recordTyping, recordTypingInTraffic } from '../console/typing.ts'
import { steadiness } from '../measure/steadiness.ts'
import { bootSystem, historyFolder, sourceOf } from '../system.ts'

const SHORT = 10
const LIVELY = 60
/** Rows of the inbox at which the short and the long thread stand. */
const LONG_ROW = 1

/** The console in a real Chromium, with a full inbox listed as far as it goes, and a very long thread. */
export const console: BenchCase = {
  name: 'console',
  about: 'bundle sizes, first paint, and typing, switching and scrolling in a real Chromium',
  async run(bench) {
    await recordSizes(bench)
    recordSteadiness(bench)
    const long = bench.size(100_000, 5000)
    const conversations = bench.size(10_000, 2000)
    const lively = bench.size(360, 110)
    const lengths = [...Array<number>(lively).fill(LIVELY), long, SHORT]
    const name = `console-${long}-${conversations}-${lively}`
    const history = { name, lengths: [], conversations: conversations - lengths.length }
    await using folder = await historyFolder(bench, { ...history, threads: lengths })
    await using network = await bootSystem({ dataDir: folder.path })
    const browser = await launch()
    try {
      const page = await openConsole(browser, `${network.base}/welcome/${network.welcomeToken}`)
      bench.tell('signed in')
      const threads = { lengths }
      await recordOpening(bench, page, threads)
      bench.record('rows listed meanwhile', 'rows', await listAll(page, conversations))
      await recordSwitching(bench, page, threads)
      await recordInThread(bench, page, threads)
      await recordInbox(bench, page)
      const { base, account } = network
      const target = { base, publicUrl: base, authToken: account.authToken }
      await recordJustIn(bench, page, threads, target)
      const source = sourceOf(network, { numbers: 1000, seed: 'console' })
      await recordTypingInTraffic(bench, page, { base: network.base, source })
    } finally {
      await browser.close()
    }
  },
}

/** What no page can be steadier than. */
function recordSteadiness(bench: Bench): void {
  for (const ms of steadiness(bench.size(10_000, 500)))
    bench.record('the machine alone: the same arithmetic, mean of 25 ms', 'ms', ms)
}

async function recordInThread(bench: Bench, page: Page, threads: Threads): Promise<void> {
  await click(page, threads, LONG_ROW)
  await recordTyping(bench, page)
  const list = page.getByRole('log', { name: 'Timeline' })
  await recordScrolling(bench, page, { what: 'scrolling', list, down: false })
}

async function recordInbox(bench: Bench, page: Page): Promise<void> {
  await rows(page).first().waitFor()
  const list = page.getByRole('list', { name: 'Inbox' })
  await recordScrolling(bench, page, { what: 'scrolling the inbox', list, down: true })
}

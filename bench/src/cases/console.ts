import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { PASSWORD, people } from '@switchboard/dev-env'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { Bench, BenchCase } from '../case.ts'
import { lengthCustomer } from '../load/fill-history.ts'
import { traced, type Trace } from '../measure/chromium-trace.ts'
import { bootSystem, historyFolder } from '../system.ts'

const dist = fileURLToPath(new URL('../../apps/console/dist', import.meta.url))

/** The console in a real Chromium, on a full inbox and a very long thread. */
export const console: BenchCase = {
  name: 'console',
  about: 'bundle sizes, first paint, and typing, switching and scrolling in a real Chromium',
  async run(bench) {
    await recordSizes(bench)
    const length = bench.size(100_000, 20_000)
    const conversations = bench.size(10_000, 2000)
    const name = `console-${length}-${conversations}`
    await using folder = await historyFolder(bench, { name, lengths: [length], conversations })
    await using network = await bootSystem({ dataDir: folder.path })
    const browser = await launch()
    try {
      const page = await browser.newPage({
        viewport: { width: 1440, height: 900 },
        locale: 'en-US',
      })
      page.setDefaultTimeout(30_000)
      await enter(page, `${network.base}/welcome/${network.welcomeToken}`)
      bench.tell('signed in')
      await recordFirstPaint(bench, page)
      await recordSwitching(bench, page)
      await openThread(page, network.base, lengthCustomer(0))
      await recordTyping(bench, page)
      await recordScrolling(bench, page)
    } finally {
      await browser.close()
    }
  },
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    // No calls home: there may be no network but this machine.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What a browser loads before anything shows: the entry, what it imports at once, and its styles; gzip. */
async function recordSizes(bench: Bench): Promise<void> {
  const html = await readFile(join(dist, 'index.html'), 'utf8')
  const scripts = new Set<string>()
  const script = /<script[^>]*src="\/([^"]+)"/.exec(html)?.[1]
  if (script !== undefined) await addImports(join(dist, script), scripts)
  const styles = [...html.matchAll(/<link[^>]*href="\/([^"]+\.css)"/g)].map(([, file]) =>
    join(dist, file ?? ''),
  )
  bench.record('first load: scripts, gzip', 'KB', await gzipped([...scripts]))
  bench.record('first load: styles, gzip', 'KB', await gzipped(styles))
  bench.record(
    'first load: all, gzip',
    'KB',
    await gzipped([...scripts, ...styles, join(dist, 'index.html')]),
  )
}

async function addImports(file: string, found: Set<string>): Promise<void> {
  if (found.has(file)) return
  found.add(file)
  const text = await readFile(file, 'utf8')
  for (const [, path] of text.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[^"'();]*?from\s*)?"(\.[^"]+|\/[^"]+)"/g,
  ))
    await addImports(
      path?.startsWith('/') ? join(dist, path) : join(dirname(file), path ?? ''),
      found,
    )
}

async function gzipped(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

async function enter(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByLabel('Name').fill(people.ada)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button').and(page.locator('[type=submit]')).click()
  await page.getByRole('tab', { name: 'All' }).waitFor()
}

/** Of the signed-in console; the inbox's first row is what one waits for. */
async function recordFirstPaint(bench: Bench, page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'All' }).click()
  await rows(page).first().waitFor()
  for (let round = 0; round < bench.size(5, 2); round += 1) {
    await page.reload()
    await page.getByRole('tab', { name: 'All' }).click()
    await rows(page).first().waitFor()
    const paint = await page.evaluate(() => {
      const entry = performance.getEntriesByName('first-contentful-paint')[0]
      return { painted: entry?.startTime ?? NaN, rows: performance.now() }
    })
    bench.record('first paint', 'ms', paint.painted)
    bench.record('inbox there after a reload', 'ms', paint.rows)
  }
}

const rows = (page: Page) => page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')

/** From the press on a row until its thread is painted: the page itself looks on. */
async function recordSwitching(bench: Bench, page: Page): Promise<void> {
  const times = bench.size(30, 10)
  const { events, longTasks } = await traced(page, async () => {
    for (let time = 0; time < times; time += 1) {
      const row = rows(page).nth(1 + (time % 8))
      await page.evaluate(watchTimeline)
      await row.click()
      const ms = await page.evaluate(
        () => (globalThis as unknown as { switched: Promise<number> }).switched,
      )
      bench.record('switch: press until the thread is painted', 'ms', ms)
    }
  })
  recordEvents(bench, 'switch', events, longTasks, ['pointerdown', 'pointerup', 'click'])
}

/** Runs in the page: resolves `switched` two frames after the timeline's own text is another one. */
function watchTimeline(): void {
  const page = globalThis as unknown as { switched: Promise<number> }
  // Here, as the page knows nothing outside this function.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const shown = (): string => document.querySelector('[role=log]')?.textContent ?? ''
  const before = shown()
  let pressedAt = NaN
  addEventListener('pointerdown', (event) => (pressedAt = event.timeStamp), {
    capture: true,
    once: true,
  })
  page.switched = new Promise((resolve) => {
    const look = (): void => {
      const text = shown()
      const isThere = !Number.isNaN(pressedAt) && text !== before && text.includes('parcel')
      if (!isThere) return void requestAnimationFrame(look)
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressedAt)))
    }
    look()
  })
}

async function openThread(page: Page, base: string, number: string): Promise<void> {
  await page.goto(`${base}/c/${encodeURIComponent(number)}`)
  await page.getByRole('log', { name: 'Timeline' }).waitFor()
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
}

async function recordTyping(bench: Bench, page: Page): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Reply' })
  await box.click()
  const { events, longTasks } = await traced(page, async () => {
    const text = 'Your parcel is on its way, and it will be with you tomorrow before noon. '
    await box.pressSequentially(text.repeat(bench.size(3, 1)), { delay: 25 })
  })
  await box.fill('')
  recordEvents(bench, 'typing', events, longTasks, ['keydown', 'keypress', 'input', 'keyup'])
}

async function recordScrolling(bench: Bench, page: Page): Promise<void> {
  const log = page.getByRole('log', { name: 'Timeline' })
  const box = await log.boundingBox()
  if (!box) throw new Error('the timeline is not on the page')
  const before = await log.innerText()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const { frames, longTasks } = await traced(
    page,
    async () => {
      await page.evaluate(countFrames)
      for (let step = 0; step < bench.size(400, 120); step += 1) {
        await page.mouse.wheel(0, -240)
        await page.waitForTimeout(16)
      }
    },
    () => page.evaluate(() => (globalThis as unknown as { frameTimes: number[] }).frameTimes),
  )
  if ((await log.innerText()) === before) throw new Error('the wheel did not move the timeline')
  bench.record('scrolling: time between frames', 'ms', ...gapsOf(frames))
  bench.record(
    'scrolling: frames over 50 ms',
    'frames',
    gapsOf(frames).filter((ms) => ms > 50).length,
  )
  bench.record('scrolling: long tasks', 'tasks', longTasks.length)
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

const gapsOf = (times: readonly number[]): number[] =>
  times.slice(1).map((at, index) => at - (times[index] ?? at))

function recordEvents(
  bench: Bench,
  what: string,
  events: Trace['events'],
  longTasks: Trace['longTasks'],
  types: readonly string[],
): void {
  const durations = events.filter(({ type }) => types.includes(type)).map(({ ms }) => ms)
  bench.record(`${what}: event until the next frame`, 'ms', ...durations)
  bench.record(`${what}: long tasks`, 'tasks', longTasks.length)
}

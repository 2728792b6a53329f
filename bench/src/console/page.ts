import { PASSWORD, people } from '@switchboard/dev-env'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'

const TIMEOUT_MS = 30_000
/** What the switchboard lists in one browser at most (C123). */
const MOST_ROWS = 5000

export function launch(): Promise<Browser> {
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

/** A page in which the first admin has just come in, and looks at everybody's conversations. */
export async function openConsole(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page.setDefaultTimeout(TIMEOUT_MS)
  await page.goto(address)
  await page.getByLabel('Name').fill(people.ada)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button').and(page.locator('[type=submit]')).click()
  await page.getByRole('tab', { name: 'All' }).click()
  await rows(page).first().waitFor()
  return page
}

export const rows = (page: Page): Locator =>
  page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')

export const rowOf = (page: Page, number: string): Locator =>
  page.locator(`[data-number="${number}"]`)

/** Scrolls the inbox, page by page, until it lists so many conversations, and back to the top. */
export async function listAll(page: Page, conversations: number): Promise<number> {
  const listed = await page.evaluate(
    async (most) => {
      const list = document.querySelector('#inbox ul')
      const scroller = list?.parentElement
      if (!list || !scroller) throw new Error('There is no inbox.')
      const rowPx = list.querySelector('li')?.clientHeight ?? NaN
      const listedNow = (): number => Math.round(scroller.scrollHeight / rowPx)
      for (let still = 0; listedNow() < most && still < 100; still += 1) {
        const before = listedNow()
        scroller.scrollTop = scroller.scrollHeight
        await new Promise((resolve) => setTimeout(resolve, 30))
        if (listedNow() !== before) still = 0
      }
      scroller.scrollTop = 0
      return listedNow()
    },
    Math.min(conversations, MOST_ROWS),
  )
  await rows(page).first().waitFor()
  return listed
}

/** From the end of scrolling to the press, as a hand needs at least. */
const SCROLLED_MS = 250

/** Brings the row at this place of the inbox in sight, and leaves a hand its time to come there. */
export async function bringRow(page: Page, number: string, at: number): Promise<Locator> {
  await page.evaluate((index) => {
    const list = document.querySelector('#inbox ul')
    const rowPx = list?.querySelector('li')?.clientHeight ?? NaN
    if (list?.parentElement) list.parentElement.scrollTop = Math.max(0, (index - 2) * rowPx)
  }, at)
  const row = rowOf(page, number)
  await row.waitFor()
  await page.waitForTimeout(SCROLLED_MS)
  return row
}

/** Wide of any row, so that the next move of the pointer comes to one anew. */
export async function restPointer(page: Page): Promise<void> {
  await page.mouse.move(700, 400)
}

import { TestNetwork, people } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openTab } from './support/browser.ts'
import { becomeAdmin, inbox, text, timeline } from './support/people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** More than a thread keeps loaded at once. */
const TEXTS = 1_250

/** Sends so many texts through the REST API, of different lengths so that rows have different heights. */
async function sendTexts({ base, apiToken }: TestNetwork, to: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  const send = async (n: number): Promise<void> => {
    const body = `Update ${n}. ${n % 3 === 0 ? 'It goes on for longer, and wraps. '.repeat(4) : ''}`
    const message = JSON.stringify({ to, body, clientMessageId: `update-${n}` })
    const answer = await fetch(`${base}/api/v1/messages`, {
      method: 'POST',
      headers,
      body: message,
    })
    expect(answer.status).toBe(202)
  }
  for (let n = 0; n < TEXTS; n += 25)
    await Promise.all(Array.from({ length: 25 }, (_, index) => send(n + index)))
}

/** A row in sight by the number of its text, how far below the top it stands, and how much is drawn. */
function place(page: Page, of?: string) {
  return timeline(page).evaluate((log, wanted) => {
    const { top } = log.getBoundingClientRect()
    const rows = [...log.querySelectorAll('article')].map((row) => ({
      name: /^Update \d+\./.exec(row.textContent ?? '')?.[0] ?? '',
      y: row.getBoundingClientRect().top - top,
    }))
    const row = rows.find(({ name, y }) =>
      wanted === undefined ? name !== '' && y >= 40 : name === wanted,
    )
    return row ? { ...row, drawn: rows.length } : null
  }, of)
}

/** Resolves once two looks at the same row, some frames apart, agree. */
async function still(page: Page) {
  for (;;) {
    const before = await place(page)
    await page.waitForTimeout(200)
    const after = before && (await place(page, before.name))
    if (after && Math.abs(after.y - before.y) < 0.5) return after
  }
}

/** Waits until the pages that were being read are there. */
async function pagesRead(page: Page): Promise<void> {
  await page.getByText('Reading older texts…').waitFor({ state: 'detached' })
}

describe('a long thread', { timeout: 240_000 }, () => {
  it('[C101] [C102] [C103] [C104] keeps its place to the pixel while pages come and go, and goes anywhere', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    const { page } = ada
    await becomeAdmin(page, network, people.ada)
    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Tom Okafor', 'Where is my parcel?')
    await desk.context.close()
    await inbox(page).getByText('Where is my parcel?').click()
    await page.waitForURL(/\/c\//)
    await sendTexts(network, decodeURIComponent(new URL(page.url()).pathname.slice(3)))
    await page.bringToFront()
    await page.reload()
    await timeline(page)
      .getByText(`Update ${TEXTS - 1}.`)
      .waitFor()

    await timeline(page).hover()
    for (let round = 0; round < 400; round += 1) {
      await page.mouse.wheel(0, -700)
      await page.waitForTimeout(40)
      if (await page.getByText('The conversation begins here.').isVisible()) break
      // Now and then: what is in sight stands still whatever is read or let go meanwhile.
      if (round % 10 !== 0) continue
      await pagesRead(page)
      const before = await still(page)
      await page.waitForTimeout(300)
      const after = await place(page, before.name)
      expect(after?.y).toBeCloseTo(before.y, 0)
      expect(before.drawn).toBeLessThan(80)
    }
    await page.getByText('The conversation begins here.').waitFor()

    // The newest went on the way up; it comes back as one scrolls down, or at once.
    await page.getByRole('button', { name: 'To the newest' }).click()
    await timeline(page)
      .getByText(`Update ${TEXTS - 1}.`)
      .waitFor()

    // Whoever comes back is at the end, from which nothing leads there.
    await page.goBack()
    await timeline(page).waitFor({ state: 'detached' })
    await inbox(page)
      .getByText(`Update ${TEXTS - 1}.`)
      .click()
    await timeline(page)
      .getByText(`Update ${TEXTS - 1}.`)
      .waitFor()
    await still(page)
    expect(await page.getByRole('button', { name: 'To the newest' }).count()).toBe(0)

    await page.keyboard.press('Control+f')
    await page.getByRole('searchbox', { name: 'Find in this conversation' }).fill('UPDATE 123.')
    await page.getByText('Entry 1 of 1', { exact: true }).waitFor()
    await timeline(page).getByText('Update 123.').waitFor()
    const found = await still(page)
    await page.getByLabel('Go to').fill('2025-01-05')
    await page.getByText(/^Nothing on that day/).waitFor()
    await timeline(page).getByText('Where is my parcel?').waitFor()
    expect(found.name).not.toBe('')
    expect(ada.complaints.filter((words) => !words.includes('status of 401'))).toEqual([])
    await ada.context.close()
  })
})

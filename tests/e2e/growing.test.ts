import { customers, people, TestNetwork } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openTab } from './support/browser.ts'
import { mostBelow, moved, painted, still } from './support/painted.ts'
import { becomeAdmin, inbox, reply, timeline } from './support/people.ts'

const { ann, ben } = customers
const LINES = 'one\ntwo\nthree\nfour\nfive\nsix\nseven'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** One after the other, of different heights. */
async function sendTexts(network: TestNetwork, From: string, name: string, count: number) {
  for (let n = 1; n <= count; n += 1) {
    const more = n % 3 === 0 ? 'It goes on and wraps. '.repeat(6) : ''
    await network.webhook({ From, Body: `${name} ${n}. ${more}` })
  }
}

async function openThread(page: Page, words: string, shown = words): Promise<void> {
  await inbox(page).getByText(words).click()
  await timeline(page).getByText(shown).waitFor()
  await still(page)
}

/** Line by line, as fast as it comes, and all at once; each time it is emptied again. */
async function writeAndClear(page: Page): Promise<void> {
  const field = reply(page)
  await field.press('Enter')
  const { height: low = 0 } = (await field.boundingBox()) ?? {}
  for (const line of LINES.split('\n')) await field.pressSequentially(`${line}\n`)
  const { height: high = 0 } = (await field.boundingBox()) ?? {}
  expect(high).toBeGreaterThan(low + 60)
  for (const words of ['', LINES, '', LINES, '']) {
    await field.fill(words)
    await page.waitForTimeout(150)
  }
}

describe('a reply that grows', { timeout: 120_000 }, () => {
  it('[C104] leaves whoever is at the end at the end, and whoever reads elsewhere at their place, to the pixel', async () => {
    await using network = await TestNetwork.create()
    const { page, complaints } = await openTab(browser)
    await becomeAdmin(page, network, people.ada)
    await page.getByRole('tab', { name: 'All' }).click()
    await sendTexts(network, ann, 'Ann', 30)
    await sendTexts(network, ben, 'Ben', 6)

    // Where the unread begins, far from the end.
    await openThread(page, 'Ann 30.', 'Ann 1.')
    const atDivider = await painted(page, 'Ann 2.', () => writeAndClear(page))
    expect(moved(atDivider)).toBeLessThan(1)
    expect(mostBelow(atDivider)).toBeGreaterThan(300)

    // At the end.
    await page.getByRole('button', { name: /^\d+ new/ }).click()
    await still(page)
    expect(mostBelow(await painted(page, 'Ann 30.', () => writeAndClear(page)))).toBeLessThan(1)

    // A little above it.
    await timeline(page).hover()
    await page.mouse.wheel(0, -200)
    await still(page)
    expect(moved(await painted(page, 'Ann 29.', () => writeAndClear(page)))).toBeLessThan(1)

    // So little above it that a line less brings the end near.
    await reply(page).fill('a\nb\nc\nd')
    await still(page)
    await timeline(page).evaluate((log) => log.scrollBy(0, log.scrollHeight))
    await still(page)
    await timeline(page).evaluate((log) => log.scrollBy(0, -45))
    await still(page)
    const near = await painted(page, 'Ann 30.', async () => {
      await page.waitForTimeout(200)
      for (const key of ['End', 'Backspace', 'Backspace']) await reply(page).press(key)
    })
    expect(moved(near)).toBeLessThan(1)
    expect(near[0]?.below).toBe(45)
    await reply(page).fill('')

    // Where the unread begins and all the rest is in sight, so that this is the end as well.
    await openThread(page, 'Ben 6.')
    await openThread(page, 'Ann 30.')
    await network.webhook({ From: ben, Body: 'Ben 7. The newest' })
    await openThread(page, 'Ben 7.')
    expect(mostBelow(await painted(page, 'Ben 7.', () => writeAndClear(page)))).toBeLessThan(1)
    await network.webhook({ From: ben, Body: 'Ben 8. And one more' })
    await timeline(page).getByText('Ben 8.').waitFor()
    await still(page)
    expect(mostBelow(await painted(page, 'Ben 8.', async () => undefined))).toBeLessThan(1)
    expect(complaints).toEqual([])
  })
})

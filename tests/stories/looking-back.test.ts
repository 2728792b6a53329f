import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openOffice } from '../e2e/support/office.ts'
import { inbox, timeline } from '../e2e/support/people.ts'
import { makePast, noonOf } from '../support/past.ts'

const REGULAR = '+14155550177'
/** Three weeks of somebody who writes every other day, but never two weeks ago, nor for the days after. */
const days = Array.from({ length: 21 }, (_, index) => 21 - index)
const texts = days
  .filter((daysAgo) => daysAgo < 10 || daysAgo > 14)
  .flatMap((daysAgo) => [
    ...Array.from({ length: 12 }, (_, n) => ({
      daysAgo,
      body: `Day ${daysAgo}, text ${n + 1}: ${'and so on '.repeat(n % 4)}`,
    })),
    ...(daysAgo === 19 || daysAgo === 4
      ? [{ daysAgo, body: `You promised me the GREY one on day ${daysAgo}` }]
      : []),
  ])

const dataDirs: string[] = []
// What comes before the office here is done after it has closed.
afterAll(() => Promise.all(dataDirs.map((dir) => rm(dir, { recursive: true, force: true }))))
const office = openOffice(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
  dataDirs.push(dataDir)
  await makePast(dataDir, REGULAR, texts)
  return { dataDir }
})

const newest = `Day 1, text 12:`

/** Opens the long history, which ends with yesterday's last text. */
async function openRegular(page: Page): Promise<void> {
  await inbox(page).getByText(newest).first().click()
  await timeline(page).getByText(newest).waitFor()
}

/** "2026-11-22", by this machine's clock, which is the browser's too. */
const dayOf = (date: Date): string => date.toLocaleDateString('sv')

describe('looking back', { timeout: 120_000 }, () => {
  it('[C101] Ada wants to find what was promised weeks ago, while Bob is asked something else', async () => {
    const other = await office.customer('Somebody New')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await openRegular(ada.page)
    await ada.page.keyboard.press('Control+f')
    const bar = ada.page.getByRole('search', { name: 'Find in this conversation' })
    await bar.getByRole('searchbox').fill('grey one')
    await bar.getByText('Entry 1 of 2', { exact: true }).waitFor()
    await timeline(ada.page).getByText('on day 4').waitFor()
    expect(await violations(ada.page)).toEqual([])
    await other.text('Is the shop open?')
    await inbox(bob.page).getByText('Is the shop open?').waitFor()
    await ada.page.keyboard.press('Enter')
    await bar.getByText('Entry 2 of 2', { exact: true }).waitFor()
    await timeline(ada.page).getByText('on day 19').waitFor()
    expect(await timeline(ada.page).locator('mark').first().innerText()).toBe('GREY one')
    await ada.page.keyboard.press('Shift+Enter')
    await timeline(ada.page).getByText('on day 4').waitFor()
    await bar.getByRole('searchbox').fill('a colour nobody wrote of')
    await bar.getByText('Nothing found').waitFor()
    await ada.page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
    expect(await office.complaints()).toEqual([])
  })

  it('[C102] [C104] [C166] Ada wants to read what was said on a certain day, and come back to now', async () => {
    const { page } = await office.sit('ada')
    await openRegular(page)
    await page.getByRole('button', { name: 'Find in this conversation' }).click()
    await page.getByLabel('Go to').fill(dayOf(noonOf(17)))
    await timeline(page).getByText('Day 17, text 1:').waitFor()
    expect(await timeline(page).getByText('Day 17, text 1:').isVisible()).toBe(true)
    expect(await timeline(page).getByText(newest).count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.getByLabel('Go to').fill(dayOf(noonOf(12)))
    await page.getByText(/^Nothing on that day\. Shown: /).waitFor()
    await timeline(page).getByText('Day 9, text 1:').waitFor()
    await page.getByRole('button', { name: 'To the newest' }).press('Enter')
    await timeline(page).getByText(newest).waitFor()
    await expect
      .poll(() => timeline(page).evaluate((log) => log === document.activeElement))
      .toBe(true)
    expect(await office.complaints()).toEqual([])
  })

  it('[C101] [C102] [C60] 李 wants to look back in Chinese, on a phone', async () => {
    const { page } = await office.sit('bob', {
      locale: 'zh-CN',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    await page.getByRole('list', { name: '收件箱' }).getByText(newest).first().click()
    await page.getByRole('log').getByText(newest).waitFor()
    await page.getByRole('button', { name: '在此会话中查找' }).click()
    await page.getByRole('searchbox').fill('grey one')
    await page.getByRole('log').getByText('on day 4').waitFor()
    await page.getByLabel('前往').fill(dayOf(noonOf(20)))
    await page.getByRole('log').getByText('Day 20, text 1:').waitFor()
    expect(await office.complaints()).toEqual([])
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { moved, painted, still } from '../e2e/support/painted.ts'
import { inbox, timeline } from '../e2e/support/people.ts'

const office = openOffice()

/** Threads that are drawn and not open, by whether they are put by already. */
const outOfSight = (page: Page): Promise<boolean[]> =>
  page
    .locator('#thread [aria-hidden] > [role=log]')
    .evaluateAll((logs) => logs.map((log) => !log.checkVisibility()))

const belowSight = (page: Page): Promise<number> =>
  timeline(page).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)

/** Where the list begins with what is new, below its top. */
const newBelowTop = (page: Page): Promise<number> =>
  timeline(page).evaluate((log) => {
    const line = [...log.querySelectorAll('p')].find((p) => p.textContent === 'New')
    return (line?.getBoundingClientRect().top ?? NaN) - log.getBoundingClientRect().top
  })

/** Whether what has the focus after each of so many presses of Tab is out of sight. */
async function tabThrough(page: Page, times: number): Promise<boolean[]> {
  const hidden: boolean[] = []
  for (let press = 0; press < times; press += 1) {
    await page.keyboard.press('Tab')
    hidden.push(
      await page.evaluate(() => document.activeElement?.closest('#thread [aria-hidden]') !== null),
    )
  }
  return hidden
}

describe('the next conversation', { timeout: 120_000 }, () => {
  it('[C100] [C210] Bob wants the next conversation to stand there at once, where its unread begins', async () => {
    const { page } = await office.sit('bob')
    const { carrier } = office.network
    for (let index = 1; index <= 16; index += 1)
      await carrier.text('+14155557101', `Next ${index}: hello\nthere`)
    await carrier.text('+14155557102', 'First of all')
    await openThread(page, 'First of all')
    await expect.poll(() => outOfSight(page)).toContain(true)
    const drawn = await page.locator('#thread [aria-hidden] article').first().elementHandle()
    // Lower than it was drawn for.
    await page.setViewportSize({ width: 1200, height: 600 })
    await timeline(page).focus()
    await page.keyboard.press('j')
    await timeline(page).getByText('Next 1: hello').waitFor()
    expect(await drawn?.evaluate((text) => text.checkVisibility())).toBe(true)
    const before = await newBelowTop(page)
    const seen = await painted(page, 'Next 2: hello', () => page.waitForTimeout(300))
    expect(moved(seen)).toBe(0)
    expect(await newBelowTop(page)).toBe(before)
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(60)
    expect(await office.complaints()).toEqual([])
  })

  it('[C210] Carol wants nothing of it before she opens it: neither to reach it, nor to find it, nor to have it read', async () => {
    const { page } = await office.sit('carol')
    const { carrier } = office.network
    await carrier.text('+14155557201', 'A word that stands nowhere else: rhubarb')
    await carrier.text('+14155557202', 'The one that is open')
    await openThread(page, 'The one that is open')
    await expect.poll(() => outOfSight(page)).toContain(true)
    expect(await page.getByRole('log').count()).toBe(1)
    expect(await tabThrough(page, 40)).not.toContain(true)
    await inbox(page).getByText('rhubarb').waitFor()
    // In the row's preview alone, which the browser's own search finds first.
    const found = await page.evaluate(() => {
      getSelection()?.removeAllRanges()
      const places: boolean[] = []
      const search = window as unknown as { find: (words: string) => boolean }
      while (places.length < 9 && search.find('rhubarb'))
        places.push(getSelection()?.anchorNode?.parentElement?.closest('#thread') !== null)
      return places
    })
    expect(found).toContain(false)
    expect(found).not.toContain(true)
    await page.waitForTimeout(500)
    expect(
      await inbox(page)
        .getByRole('listitem')
        .filter({ hasText: 'rhubarb' })
        .getByText('1 unread')
        .count(),
    ).toBe(1)
    expect(await office.complaints()).toEqual([])
  })

  it('[C210] Ada wants it as it is, whatever came and however her window was changed after it was drawn', async () => {
    const { page } = await office.sit('ada')
    const { carrier } = office.network
    await carrier.text('+14155557301', 'Before it was drawn')
    for (let index = 1; index <= 12; index += 1)
      await carrier.text('+14155557302', `Ada reads ${index}, and there is more of it than\nfits`)
    await openThread(page, 'Ada reads 12')
    await expect.poll(() => outOfSight(page)).toContain(true)
    await carrier.text('+14155557301', 'After it was drawn')
    await inbox(page).getByText('After it was drawn').click()
    await timeline(page).getByText('After it was drawn').waitFor()
    expect(
      await timeline(page)
        .getByText(/ it was drawn$/)
        .count(),
    ).toBe(2)
    await expect.poll(() => outOfSight(page)).toContain(true)
    await page.setViewportSize({ width: 1000, height: 560 })
    await openThread(page, 'Ada reads 12')
    await still(page)
    expect(await belowSight(page)).toBeLessThan(2)
    expect(await office.complaints()).toEqual([])
  })
})

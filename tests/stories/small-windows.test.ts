import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eachStory, Office, openThread } from '../e2e/support/office.ts'
import { timeline } from '../e2e/support/people.ts'

let office: Office
beforeAll(async () => {
  office = await Office.open()
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())
eachStory(() => office)

/** What 1440 by 900 px are at 200 %. */
const zoomed = { width: 720, height: 450 }

const starting = (page: Page) => page.getByRole('dialog', { name: 'New conversation' })
const search = (page: Page) => page.getByRole('search').getByRole('textbox')

/** Chooses what the palette finds first. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(words)
  await page.getByRole('option', { name: words }).first().waitFor()
  await page.keyboard.press('Enter')
}

describe('a small window', { timeout: 120_000 }, () => {
  it('[C150] Ada wants a dialog to stay when she makes her window narrow', async () => {
    const customer = await office.customer('Narrow')
    await customer.text('Is this window wide?')
    const { page } = await office.sit('ada')
    const ways = {
      'New conversation': () => page.keyboard.press('c'),
      System: () => page.getByRole('button', { name: 'System', exact: true }).click(),
    }
    await openThread(page, 'Is this window wide?')
    for (const [name, open] of Object.entries(ways)) {
      await timeline(page).focus()
      await open()
      const dialog = page.getByRole('dialog', { name })
      await dialog.waitFor()
      await page.setViewportSize(zoomed)
      await dialog.getByRole('button', { name: 'Close' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    expect(await office.complaints()).toEqual([])
  })

  it('[C150] Ada wants every key and every command to do something beside a thread', async () => {
    const customer = await office.customer('Zoomed')
    await customer.text('Can you read this well?')
    const { page } = await office.sit('ada', { viewport: zoomed })
    const back = () => openThread(page, 'Can you read this well?')
    await back()
    await timeline(page).focus()
    await page.keyboard.press('c')
    await starting(page).waitFor()
    await page.keyboard.press('Escape')
    await starting(page).waitFor({ state: 'detached' })
    expect(await timeline(page).evaluate((log) => log === document.activeElement)).toBe(true)
    await command(page, 'New conversation')
    await starting(page).waitFor()
    await page.keyboard.press('Escape')

    await page.keyboard.press('/')
    await page.keyboard.type('415')
    await expect.poll(() => search(page).inputValue()).toBe('415')
    await page.keyboard.press('Escape')
    await back()
    await command(page, 'Mine · Open')
    await page.getByRole('tab', { name: 'Mine', selected: true }).waitFor()
    await command(page, 'All · Open')
    await back()
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: 'New conversation' }).first().waitFor()
    // What is chosen among rows that are not shown.
    expect(await page.getByRole('option', { name: /^Select/ }).count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await office.complaints()).toEqual([])
  })
})

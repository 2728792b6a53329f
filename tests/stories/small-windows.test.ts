import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { reply, timeline } from '../e2e/support/people.ts'

const office = openOffice()

/** What 1440 by 900 px are at 200 %. */
const zoomed = { width: 720, height: 450 }
/** What 1280 by 2272 px are at 400 %: WCAG 2.2, 1.4.10. */
const narrow = { width: 320, height: 568 }
const phone = { width: 390, height: 844 }

/** What opens over the thread, by the button that opens it. */
const menus = ['Snooze', 'Transfer', 'Labels', 'Priority', 'Emoji']
const settings = ['', 'profile', 'look', 'notifications', 'canned', 'people', 'teams', 'lines']

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
  it.each([narrow, phone, zoomed])(
    '[C80] Ada reads that nothing is real in a window of $width px, in two lines at most',
    async (viewport) => {
      const { page } = await office.sit('ada', { viewport })
      const line = page.getByRole('region', { name: 'Practice' })
      await line.getByText('Practice: no real texts are sent.').waitFor()
      await line.getByRole('button', { name: 'Play a busy hour' }).waitFor()
      expect((await line.boundingBox())?.height).toBeLessThan(70)
    },
  )

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

  it('[C151] Ada wants to see all of it at 400 %', async () => {
    const customer = await office.customer('Narrow and long')
    await customer.text(
      'Is_this_word_too_long_for_a_window_that_is_small_as_this? http://a.example/' +
        'x'.repeat(60),
    )
    const { page } = await office.sit('ada', { viewport: narrow })
    const found: string[] = []
    const look = async (where: string): Promise<void> => {
      found.push(...(await cutOff(page)).map((what) => `${where}: ${what}`))
    }
    await look('the inbox')
    await openThread(page, 'Is_this_word')
    await look('a thread held by nobody')
    await reply(page).fill('It’s\nall\nhere')
    await look('a reply with a sign that makes segments short')
    await page.getByRole('button', { name: 'Take', exact: true }).click()
    await page.getByText('Held by you').first().waitFor()
    await look('a thread of mine')
    for (const name of menus) {
      await page.getByRole('button', { name, exact: true }).click()
      if (name === 'Emoji') await page.getByRole('gridcell').first().waitFor()
      await look(name)
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Customer', exact: true }).click()
    await look('the customer')
    await page.keyboard.press('Escape')
    for (const key of ['?', 'Control+k', 'c', 'Control+f']) {
      await timeline(page).focus()
      await page.keyboard.press(key)
      await page.getByRole('dialog').or(page.getByRole('search')).first().waitFor()
      await look(`after ${key}`)
      await page.keyboard.press('Escape')
    }
    for (const name of settings) {
      await page.goto(`${office.network.base}/settings/${name}`)
      // Without a name its pages are listed; a page has a title.
      const shown = name
        ? page.getByRole('heading', { level: 1 })
        : page.getByRole('link', { name: 'Language and look' })
      await shown.waitFor()
      await look(`settings/${name}`)
    }
    expect(found).toEqual([])
  })

  it('[C151] Ada wants to press Send where there is little height', async () => {
    const customer = await office.customer('Low')
    await customer.text('Is there any room?')
    const { page } = await office.sit('ada', { viewport: narrow })
    await openThread(page, 'Is there any room?')
    await page.setViewportSize({ width: 320, height: 256 })
    await reply(page).fill('1\n2\n3\n4\n5\n6\n7')
    const send = page.getByRole('button', { name: 'Send', exact: true })
    for (const name of ['Take', 'Customer', 'Reply', 'Note'])
      await page.getByRole('button', { name, exact: true }).click({ trial: true, timeout: 3000 })
    const { y, height } = (await send.boundingBox())!
    expect(y + height).toBeLessThanOrEqual(256)
    await send.click()
    await customer.sees('7')
    expect(await office.complaints()).toEqual([])
  })
})

// It runs in the page, which knows nothing of this file.
/* oxlint-disable unicorn/consistent-function-scoping */
/** What is wider than the window, or stands beside it, where nobody scrolls to it. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    const isClipped = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).overflowX !== 'visible' || isClipped(element.parentElement))
    const isSeen = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('.visually-hidden') === null
    const beside = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect()
      const isOutside = width > 1 && (right > clientWidth + 0.5 || left < -0.5)
      const isPressed = element.matches('a, button, input, select, textarea')
      return isOutside && isSeen(element) && (isPressed || !isClipped(element.parentElement))
    })
    const wide = scrollWidth > clientWidth ? [`${scrollWidth} px wide`] : []
    return [...wide, ...beside.map((element) => element.outerHTML.slice(0, 120))]
  })
}
/* oxlint-enable unicorn/consistent-function-scoping */

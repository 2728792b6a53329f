import { people, TestNetwork } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { launchBrowser, openTab, screenshot } from '../e2e/support/browser.ts'
import {
  becomeAdmin,
  inbox,
  inviteColleague,
  joinByLink,
  signIn,
  text,
} from '../e2e/support/people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const pages = [
  'Name and password',
  'Language and look',
  'Notifications',
  'Canned responses',
  'People',
  'Teams',
  'Lines',
  'Routing',
  'Labels',
  'System',
]

const go = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).click()

/** Whether something sticks out at the side; runs in the page. */
const isTooWide = (): boolean =>
  document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth

describe('the settings', () => {
  it('[C140] [C144] [C145] a colleague is invited, changed and shut out, and the work goes back', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    await becomeAdmin(ada.page, network, people.ada)
    const link = await inviteColleague(ada.page)
    const bob = await openTab(browser)
    await bob.page.goto(link)
    await bob.page.getByText(`${people.ada} invites you`).waitFor()
    expect(await violations(bob.page)).toEqual([])
    await screenshot(bob.page, 'settings-invite')
    await joinByLink(bob.page, link, people.bob)
    const late = await openTab(browser)
    await late.page.goto(link)
    await late.page.getByText('This invitation is over').waitFor()

    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Tom Okafor', 'When do you open?')
    await bob.page.getByRole('tab', { name: 'All' }).click()
    await inbox(bob.page).getByText('When do you open?').click()
    // It may have been handed to either of them.
    const takeOver = bob.page.getByRole('button', { name: /^Take/ })
    const resolve = bob.page.getByRole('button', { name: 'Resolve' })
    await takeOver.or(resolve).first().waitFor()
    if (await takeOver.isVisible()) await takeOver.click()
    await resolve.waitFor()

    await go(ada.page, 'Settings')
    await go(ada.page, 'People')
    await ada.page.getByRole('button', { name: `Change ${people.bob}` }).click()
    await ada.page.getByLabel('Conversations at once').fill('3')
    await ada.page.getByRole('button', { name: 'Save' }).click()
    await ada.page.getByText(/up to 3$/).waitFor()
    await ada.page.getByRole('button', { name: `Change ${people.bob}` }).click()
    await ada.page.getByRole('button', { name: 'End access…' }).click()
    await ada.page.getByText(/holds 1 conversation/).waitFor()
    expect(await violations(ada.page)).toEqual([])
    await screenshot(ada.page, 'settings-end-access')
    await ada.page.getByRole('button', { name: `End access of ${people.bob}` }).click()
    await ada.page.getByText('1 conversation went back to the queue').waitFor()
    await bob.page.getByRole('button', { name: 'Sign in' }).waitFor()
    for (const { context } of [ada, bob, late, desk]) await context.close()
  })

  it('[C140] [C141] every page is reachable and clean, light and dark, on a phone too', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    await becomeAdmin(ada.page, network, people.ada)
    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Tom Okafor', 'When do you open?')
    await inbox(ada.page).getByText('When do you open?').waitFor()
    await go(ada.page, 'Settings')
    await go(ada.page, 'Labels')
    for (const name of [
      'Refund',
      'Delivery',
      'A rather long label that somebody once found useful',
    ]) {
      await ada.page.getByLabel('New label').fill(name)
      await ada.page.getByRole('button', { name: 'Make the label' }).click()
      await ada.page.getByText(`${name} is there.`).waitFor()
    }
    for (const theme of ['Light', 'Dark']) {
      await go(ada.page, 'Language and look')
      await ada.page.getByRole('radio', { name: theme }).check()
      for (const name of pages) {
        await go(ada.page, name)
        await ada.page.getByRole('heading', { name, level: 1 }).waitFor()
        await screenshot(ada.page, `settings-${name.replaceAll(' ', '-')}-${theme}`.toLowerCase())
        expect([name, await violations(ada.page)]).toEqual([name, []])
      }
    }
    expect(ada.complaints).toEqual([])
    for (const { context } of [ada, desk]) await context.close()
  }, 240_000)

  it('[C140] [C141] a phone shows one page after the other, in the theme chosen elsewhere', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    await becomeAdmin(ada.page, network, people.ada)
    await go(ada.page, 'Settings')
    await go(ada.page, 'Language and look')
    await ada.page.getByRole('radio', { name: 'Dark' }).check()
    await ada.page.getByText('Saved').waitFor()
    const phone = await openTab(browser, { viewport: { width: 390, height: 844 } })
    await signIn(phone.page, network, people.ada)
    await go(phone.page, 'Settings')
    await expect
      .poll(() => phone.page.evaluate(() => document.documentElement.dataset['theme']))
      .toBe('dark')
    await phone.page.getByRole('link', { name: 'People' }).waitFor()
    await screenshot(phone.page, 'settings-phone')
    expect(await violations(phone.page)).toEqual([])
    for (const name of pages) {
      await go(phone.page, name)
      await phone.page.getByRole('heading', { name, level: 1 }).waitFor()
      await screenshot(phone.page, `settings-phone-${name.replaceAll(' ', '-')}`.toLowerCase())
      expect([name, await violations(phone.page)]).toEqual([name, []])
      expect(await phone.page.evaluate(isTooWide)).toBe(false)
      await go(phone.page, 'Back to all settings')
    }
    for (const { context } of [ada, phone]) await context.close()
  }, 240_000)

  it('[C146] Save is pressed straight from an emptied field, and leads there', async () => {
    await using network = await TestNetwork.create()
    const { page } = await openTab(browser)
    await becomeAdmin(page, network, people.ada)
    await page.goto(`${network.base}/settings/profile`)
    const name = page.getByLabel('Name', { exact: true })
    await name.fill('')
    // As a hand does it: what comes in between may not move the button.
    await page.getByRole('button', { name: 'Save' }).hover()
    await page.mouse.down()
    await page.mouse.up()
    await page.getByText('Please give a name.').waitFor()
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.close()
  })
})

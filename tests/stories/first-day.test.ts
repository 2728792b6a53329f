import { PASSWORD, people, TestNetwork } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { launchBrowser, openTab } from '../e2e/support/browser.ts'
import {
  becomeAdmin,
  inbox,
  inviteColleague,
  joinByLink,
  phone,
  reply,
  text,
  timeline,
} from '../e2e/support/people.ts'

let network: TestNetwork
let browser: Browser
let ada: Page
let desk: Page
beforeAll(async () => {
  network = await TestNetwork.create({ env: { SIMULATOR_BUSY_MINUTE_MS: '200' } })
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await network[Symbol.asyncDispose]()
})

/** One day told in order: each story begins where the one before ended. */
describe('the first day', { timeout: 120_000 }, () => {
  it('[C20] [T23] Ada wants to see a text arrive and answer it, five minutes after installing', async () => {
    ada = (await openTab(browser)).page
    await ada.goto(`${network.base}/welcome/${network.welcomeToken}`)
    await ada.getByRole('heading', { name: 'Welcome to Switchboard' }).waitFor()
    expect(await violations(ada)).toEqual([])
    await becomeAdmin(ada, network, people.ada)
    await ada.getByText('No texts yet.').waitFor()
    expect(await violations(ada)).toEqual([])
    const opened = ada.waitForEvent('popup')
    await ada.getByRole('link', { name: 'Open the practice phones' }).first().click()
    desk = await opened
    await text(desk, 'Tom Okafor', 'Hi, when do you open tomorrow?')
    await inbox(ada).getByText('Hi, when do you open tomorrow?').click()
    await timeline(ada).getByText('Hi, when do you open tomorrow?').waitFor()
    await reply(ada).fill('At nine. See you then!')
    await ada.getByRole('button', { name: 'Send', exact: true }).click()
    await phone(desk, 'Tom Okafor').getByText('At nine. See you then!').waitFor()
    await timeline(ada).getByText('Delivered').waitFor()
    expect(await violations(ada)).toEqual([])
  })

  it('[C144] [C145] [S6] Ada wants Bob to answer too', async () => {
    const link = await inviteColleague(ada)
    expect(await violations(ada)).toEqual([])
    const { page, context } = await openTab(browser)
    await joinByLink(page, link, people.bob)
    await page.getByRole('tab', { name: 'All' }).click()
    await inbox(page).getByText('At nine. See you then!').click()
    await timeline(page).getByText('Hi, when do you open tomorrow?').waitFor()
    expect(await page.getByRole('button', { name: 'System' }).count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await context.close()
  })

  it('[C20] [S4] Bob wants to know why he does not get in', async () => {
    const { page, context } = await openTab(browser)
    await page.goto(`${network.base}/welcome/${network.welcomeToken}`)
    await page.getByRole('heading', { name: 'This link has been used' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'Go to sign in' }).click()
    await page.getByLabel('Name').fill(people.bob)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('That name and password do not match.').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe(people.bob)
    expect(await violations(page)).toEqual([])
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('tab', { name: 'Mine' }).waitFor()
    await context.close()
  })

  it('[C60] [C61] 李 wants to work in Chinese', async () => {
    const { page, context } = await openTab(browser, { locale: 'zh-CN' })
    await signInChinese(page)
    await text(desk, 'Maya Chen', '你们几点开门？')
    await page.getByRole('tab', { name: /^全部/ }).click()
    const rows = page.getByRole('list', { name: '收件箱' })
    // Told a second time, a draft stands in the row in place of the text.
    await rows.getByText('+1 415 555 0132').click()
    const log = page.getByRole('log')
    await log.getByText('你们几点开门？').first().waitFor()
    await page.getByRole('textbox', { name: '回复', exact: true }).fill('九点开门')
    expect(await violations(page)).toEqual([])
    await page
      .getByRole('button', { name: '接管' })
      .or(page.getByRole('button', { name: '发送' }))
      .first()
      .waitFor()
    if (await page.getByRole('button', { name: '接管' }).isVisible())
      await page.getByRole('button', { name: '接管' }).click()
    await page.getByText('由您负责').first().waitFor()
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await phone(desk, 'Maya Chen').getByText('九点开门').waitFor()
    await page.goto(`${network.base}/settings/look`)
    await page.getByRole('combobox').selectOption('en')
    await page.getByRole('heading', { name: 'Language and look' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.goto(network.base)
    await page.getByRole('tab', { name: 'Mine' }).waitFor()
    expect(await violations(page)).toEqual([])
    await context.close()
  })

  it('[C80] [T25] Ada wants to see it alive before the first customer comes', async () => {
    const banner = ada.getByRole('region', { name: 'Practice' })
    const all = ada.getByRole('tab', { name: 'All' })
    const search = ada.getByRole('textbox', { name: 'Search name or number' })
    await all.click()
    await search.fill('')
    // More may come than are drawn at once.
    const listed = async (): Promise<number> => Number(/\d+/.exec(await all.innerText())?.[0])
    const before = await listed()
    await banner.getByRole('button', { name: 'Play a busy hour' }).click()
    await desk.getByRole('button', { name: /^Minute \d+ of 60/ }).waitFor()
    await expect.poll(listed).toBeGreaterThan(before + 3)
    await banner.getByRole('button', { name: /Stop$/ }).click()
    await banner.getByRole('button', { name: 'Play a busy hour' }).waitFor()
    await desk.getByRole('button', { name: 'Play a busy hour' }).waitFor()
    await search.fill('6175550112')
    await inbox(ada).getByText('+1 617 555 0112').click()
    await timeline(ada).getByText('Do you have the grey one in size 44?').waitFor()
    expect(await violations(ada)).toEqual([])
  })
})

/** 李 borrows Bob's name, since nobody else is here yet. */
async function signInChinese(page: Page): Promise<void> {
  await page.goto(network.base)
  await page.getByLabel('姓名').or(page.getByRole('textbox').first()).first().fill(people.bob)
  await page.locator('input[type=password]').fill(PASSWORD)
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('tab', { name: /^我的/ }).waitFor()
}

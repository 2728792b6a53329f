import { customers, PASSWORD, people, TestNetwork } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { launchBrowser, openTab } from '../e2e/support/browser.ts'
import { becomeAdmin, inbox, reply, signIn, timeline } from '../e2e/support/people.ts'

const { ann, ben } = customers

const installed = [
  ['/manifest.webmanifest', 'application/manifest+json'],
  ['/icon-192.png', 'image/png'],
  ['/icon-512.png', 'image/png'],
  ['/icon-maskable-512.png', 'image/png'],
] as const

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** What breaks WCAG 2.2 A or AA in both themes, each with the state it is of. */
async function violationsInBoth(page: Page, state: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    found.push(...(await violations(page)).map((what) => `${state}, ${colorScheme}: ${what}`))
  }
  return found
}

/** Walks through states and keeps what is wrong in each, so that one run tells all of it. */
function tour(page: Page) {
  const found: string[] = []
  return {
    found,
    look: async (state: string): Promise<void> =>
      void found.push(...(await violationsInBoth(page, state))),
  }
}

describe('every page and state, for whoever cannot see or point', { timeout: 300_000 }, () => {
  it('[C167] breaks no rule of WCAG 2.2 AA, in both themes', async () => {
    await using network = await TestNetwork.create()
    const { page, context } = await openTab(browser)
    const { found, look } = tour(page)
    await page.goto(`${network.base}/welcome/${network.welcomeToken}`)
    await page.getByLabel('Password').waitFor()
    await look('welcome')
    await becomeAdmin(page, network, people.ada)
    await look('first day')
    await tourOfThreads(page, network, look)
    await tourOfDialogs(page, look)
    await context.close()
    const stranger = await openTab(browser)
    const door = tour(stranger.page)
    await tourOfDoors(stranger.page, network, door.look)
    await stranger.context.close()
    expect([...found, ...door.found]).toEqual([])
  })

  it('[C165] is a page that Chromium would install', async () => {
    await using network = await TestNetwork.create()
    const { page, context } = await openTab(browser)
    await page.goto(network.base)
    for (const [path, type] of installed)
      expect((await fetch(network.base + path)).headers.get('content-type')).toContain(type)
    const devTools = await context.newCDPSession(page)
    const { errors, data } = await devTools.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(data).toContain('maskable')
    const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors')
    // A test's window is a private one; nothing else stands in the way.
    const reasons = installabilityErrors.map(({ errorId }) => errorId)
    expect(reasons.filter((reason) => reason !== 'in-incognito')).toEqual([])
    await context.close()
  })

  it('[C167] breaks none in Chinese, nor on a phone', async () => {
    await using network = await TestNetwork.create()
    const first = await openTab(browser)
    await becomeAdmin(first.page, network, people.ada)
    await first.context.close()
    await network.carrier.text(ann, '这个太糟糕了，我很生气')
    const { page, context } = await openTab(browser, { locale: 'zh-CN' })
    const { found, look } = tour(page)
    await page.goto(network.base)
    await page.locator('[type=password]').waitFor()
    await look('signing in, Chinese')
    await page.locator('input').first().fill(people.ada)
    await page.locator('[type=password]').fill(PASSWORD)
    await page.locator('[type=submit]').click()
    await page.getByRole('tab').last().click()
    await page.getByRole('list').getByText('这个太糟糕了').click()
    await page.getByRole('log').getByText('这个太糟糕了').waitFor()
    await look('a thread, Chinese')
    await page.locator('[data-action=note]').click()
    await look('a note, Chinese')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await look('the palette, Chinese')
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 390, height: 844 })
    await look('a thread on a phone, Chinese')
    await page.goto(network.base)
    await page.getByRole('list').getByText('这个太糟糕了').waitFor()
    await look('the inbox on a phone, Chinese')
    await context.close()
    expect(found).toEqual([])
  })
})

type Look = (state: string) => Promise<void>

async function tourOfThreads(page: Page, network: TestNetwork, look: Look): Promise<void> {
  await network.carrier.text(ann, 'This is terrible, I am furious and so disappointed')
  await network.carrier.text(ann, 'Wo ist mein Paket bitte, ich warte schon lange')
  await page.getByRole('tab', { name: 'All' }).click()
  await inbox(page).getByText('Wo ist mein Paket').click()
  await timeline(page).getByText('This is terrible').waitFor()
  await look('a furious customer')
  await reply(page).fill('We’re sorry, it is on its way')
  await look('a sign that makes segments short')
  await page.getByRole('button', { name: 'Emoji', exact: true }).click()
  await page.getByRole('gridcell').first().waitFor()
  await look('the emoji')
  await page.keyboard.press('Escape')
  await page.locator('[data-action=note]').click()
  await look('a private note')
  await page.locator('[data-action=reply-mode]').click()
  for (const name of ['Snooze', 'Transfer', 'Labels', 'Priority']) {
    await page.getByRole('button', { name, exact: true }).click()
    await look(name)
    await page.keyboard.press('Escape')
  }
  await look('the thread')
  await network.carrier.fault('undelivered', { times: 1, errorCode: 30003 })
  await reply(page).press('Control+Enter')
  await timeline(page).getByText('We’re sorry').waitFor()
  await look('a reply on its way')
  await network.carrier.text(ben, 'Please leave me alone')
  await inbox(page).getByText('Please leave me alone').click()
  await network.carrier.text(ben, 'STOP')
  await reply(page).waitFor({ state: 'hidden' })
  await look('an opted-out customer')
}

async function tourOfDialogs(page: Page, look: Look): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await look('the palette')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'System', exact: true }).click()
  await page.getByRole('dialog', { name: 'System' }).waitFor()
  await look('the system')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /settings$/i }).click()
  await look('one’s own panel')
}

async function tourOfDoors(page: Page, network: TestNetwork, look: Look): Promise<void> {
  await page.goto(`${network.base}/welcome/used-already`)
  await page.getByRole('heading').waitFor()
  await look('a used link')
  await page.goto(`${network.base}/phone`)
  await page.getByRole('region').first().waitFor()
  await look('the phones')
  await page.goto(network.base)
  await page.getByLabel('Name').fill(people.ada)
  await page.getByLabel('Password').fill('wrong')
  await page.locator('[type=submit]').click()
  await page.getByRole('alert').getByText(/./).first().waitFor()
  await look('signing in, refused')
  await signIn(page, network, people.ada)
  await page.setViewportSize({ width: 390, height: 844 })
  await look('the inbox on a phone')
  await inbox(page)
    .getByText('STOP')
    .or(page.getByRole('tab', { name: 'All' }))
    .first()
    .click()
}

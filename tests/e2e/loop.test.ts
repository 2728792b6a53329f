import { people, TestNetwork } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './support/axe.ts'
import { launchBrowser, openTab, screenshot } from './support/browser.ts'
import {
  becomeAdmin,
  inbox,
  inviteColleague,
  joinByLink,
  reply,
  text,
  timeline,
} from './support/people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const rows = (page: Page) => inbox(page).getByRole('listitem')

describe('two agents and three customers', () => {
  it('[C1] [T23] reads with mood and age, answers, and sees it delivered, on the real pages', async () => {
    await using network = await TestNetwork.create({
      gateways: 2,
      env: { SIMULATOR_STATUS_DELAY_MS: '300' },
    })
    const ada = await openTab(browser)
    await ada.page.goto(`${network.base}/welcome/${network.welcomeToken}`)
    await ada.page.getByLabel('Password').waitFor()
    await screenshot(ada.page, '01-welcome')
    await becomeAdmin(ada.page, network, people.ada)
    await screenshot(ada.page, '02-first-day')

    const link = await inviteColleague(ada.page)
    const bob = await openTab(browser)
    await joinByLink(bob.page, link, people.bob)

    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Maya Chen', 'My order arrived broken and nobody answers. I am furious!')
    await text(desk.page, 'Tom Okafor', 'Hi, when do you open tomorrow?')
    await text(desk.page, 'Priya Shah', 'Thank you so much, the new one is wonderful 😊')

    // Work is shared: two for one of them, one for the other.
    for (const { page } of [ada, bob]) await page.getByRole('tab', { name: 'Mine' }).click()
    await expect
      .poll(async () => (await rows(ada.page).count()) + (await rows(bob.page).count()))
      .toBe(3)
    await expect.poll(() => rows(ada.page).count()).toBeGreaterThan(0)
    await expect.poll(() => rows(bob.page).count()).toBeGreaterThan(0)

    await ada.page.getByRole('tab', { name: 'All' }).click()
    await expect.poll(() => rows(ada.page).count()).toBe(3)
    await ada.page.getByRole('tab', { name: 'Mine' }).click()
    await answerFirst(ada.page, 'I am sorry to read that. A new one leaves today.')
    await answerFirst(bob.page, 'Hello! Is there anything else we can do?')
    for (const words of ['A new one leaves today.', 'anything else we can do?'])
      await desk.page.getByRole('log', { name: 'Messages' }).getByText(words).first().waitFor()

    // A second text of an unhappy customer appears by itself, with its face.
    await text(desk.page, 'Maya Chen', 'That is terrible service')
    // The row moves to the top: only then do the rows stand still that are opened one by one.
    await expect
      .poll(async () => (await angryRow(ada.page).count()) + (await angryRow(bob.page).count()))
      .toBeGreaterThan(0)
    const holder = await holderOf(['broken and nobody answers'], ada.page, bob.page)
    const angry = timeline(holder).getByText('That is terrible service')
    await angry.waitFor()
    await timeline(holder)
      .getByText(/because of/)
      .or(timeline(holder).locator('[data-tip*="terrible"]'))
      .first()
      .waitFor({ state: 'attached' })

    await screenshot(holder, '04-console-light')
    await screenshot(desk.page, '05-phones-light')
    expect(await violations(holder)).toEqual([])
    for (const [page, name] of [
      [holder, '06-console-dark'],
      [desk.page, '07-phones-dark'],
    ] as const) {
      await page.emulateMedia({ colorScheme: 'dark' })
      await screenshot(page, name)
      await page.emulateMedia({ colorScheme: 'light' })
    }
    await holder.setViewportSize({ width: 390, height: 844 })
    await screenshot(holder, '08-console-phone')
    // Chromium itself reports the 401 that tells a newcomer to sign in.
    const complaints = [ada, bob, desk].flatMap((tab) => tab.complaints)
    expect(complaints.filter((words) => !words.includes('status of 401'))).toEqual([])
    for (const { context } of [ada, bob, desk]) await context.close()
  })

  it('[G29] [C1] reads what is compressed on its way through the front door', async () => {
    await using network = await TestNetwork.create()
    const { page, context } = await openTab(browser)
    const cdp = await context.newCDPSession(page)
    const agreed: string[] = []
    const lengths: number[] = []
    cdp.on('Network.webSocketHandshakeResponseReceived', ({ response: { headersText = '' } }) => {
      agreed.push(/^sec-websocket-extensions: (.*)$/im.exec(headersText)?.[1] ?? 'nothing')
    })
    cdp.on('Network.webSocketFrameReceived', ({ response }) => {
      lengths.push(response.payloadData.length)
    })
    await cdp.send('Network.enable')
    await becomeAdmin(page, network, people.ada)
    for (let index = 0; index < 8; index += 1)
      await network.carrier.text(`+141555502${10 + index}`, `My number is ${index}`)
    await page.getByRole('tab', { name: 'All' }).click()
    await expect.poll(() => rows(page).count()).toBe(8)
    await page.reload()
    await expect.poll(() => rows(page).count()).toBe(8)
    expect(new Set(agreed.map((words) => words.split(/; ?/).toSorted().join()))).toEqual(
      new Set(['client_no_context_takeover,permessage-deflate,server_no_context_takeover']),
    )
    expect(Math.max(...lengths)).toBeGreaterThan(1024)
    await context.close()
  })

  it('[C2] keeps the draft and misses nothing while gateway and switchboard restart', async () => {
    await using network = await TestNetwork.create()
    const { page, context } = await openTab(browser)
    await becomeAdmin(page, network, people.ada)
    await network.carrier.text('+14155550132', 'Are you there?')
    await inbox(page).getByText('Are you there?').click()
    await timeline(page).getByText('Are you there?').waitFor()
    await reply(page).fill('Yes, one moment')

    await network.switchboard.kill()
    await network.switchboard.start()
    await network.carrier.text('+14155550132', 'Hello?')
    await timeline(page).getByText('Hello?').waitFor()
    await network.gateways[0]?.kill()
    await network.carrier.text('+14155550132', 'Anybody?')
    await page
      .getByRole('status')
      .getByText(/connect/i)
      .first()
      .waitFor()
    await screenshot(page, '09-reconnecting')
    await network.gateways[0]?.start()
    await timeline(page).getByText('Anybody?').waitFor()

    for (const body of ['Are you there?', 'Hello?', 'Anybody?'])
      expect(await timeline(page).getByText(body, { exact: true }).count()).toBe(1)
    expect(await reply(page).inputValue()).toBe('Yes, one moment')
    await page.reload()
    await expect.poll(() => reply(page).inputValue()).toBe('Yes, one moment')
    await context.close()
  })
})

/** Opens the first conversation of the list, looks at it, and answers by keyboard. */
async function answerFirst(page: Page, body: string): Promise<void> {
  await inbox(page).getByRole('listitem').first().click()
  await timeline(page)
    .getByText(/ago|now/)
    .first()
    .waitFor()
  // What a tab remembers is shown before; nothing can be sent until it was asked for.
  await timeline(page).and(page.locator('[aria-busy=false]')).waitFor()
  await reply(page).fill(body)
  await reply(page).press('Control+Enter')
  await timeline(page).getByText(body).waitFor()
  await timeline(page).getByText('Delivered').last().waitFor()
  expect(await reply(page).inputValue()).toBe('')
}

const angryRow = (page: Page) => inbox(page).getByText('That is terrible service')

/** Whichever page can open the conversation with these words among its own. */
async function holderOf(words: string[], ...pages: Page[]): Promise<Page> {
  for (const page of pages) {
    await page.getByRole('tab', { name: 'Mine' }).click()
    for (const row of await inbox(page).getByRole('listitem').all()) {
      await row.click()
      // The thread before may stand there for a moment: its absence is what has to be waited for.
      const found = timeline(page).getByText(words[0] ?? '')
      const isHere = found.first().waitFor({ timeout: 5000 })
      if (
        await isHere.then(
          () => true,
          () => false,
        )
      )
        return page
    }
  }
  throw new Error(`nobody holds ${words.join()}`)
}

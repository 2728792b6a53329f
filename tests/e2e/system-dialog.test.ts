import { customers, LINE, people, TestNetwork } from '@switchboard/dev-env'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openTab, screenshot } from './support/browser.ts'
import { becomeAdmin, inbox, reply, timeline } from './support/people.ts'

const { ann } = customers

describe('the System dialog and opt-outs, in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it('[C28] [C29] shows an admin where texts went, and records an opt-out in free words', async () => {
    await using network = await TestNetwork.create()
    const { page, complaints } = await openTab(browser, { colorScheme: 'light' })
    await becomeAdmin(page, network, people.ada)
    await network.webhook({ From: '', Body: 'Is my parcel on its way?' })
    await network.webhook({ MessageSid: '', SmsSid: '', Body: 'And this one?' })
    const forged = await fetch(`${network.switchboard.base}/smswebhook`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'AAAA' },
      body: new URLSearchParams({ From: ann, To: LINE, Body: 'forged' }),
    })
    expect(forged.status).toBe(403)

    await page.getByRole('button', { name: 'System' }).click()
    const dialog = page.getByRole('dialog', { name: 'System' })
    await dialog.getByText(`${network.base}/smswebhook`).waitFor()
    await dialog.getByText('The signature does not match').waitFor()
    await dialog.getByText('Last check: nothing was missing here').waitFor()
    const quarantine = dialog.getByRole('list', { name: 'Quarantine' })
    await quarantine.getByText('Is my parcel on its way?').waitFor()
    await screenshot(page, 'system-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await screenshot(page, 'system-dark')
    await page.emulateMedia({ colorScheme: 'light' })

    await quarantine.getByRole('button', { name: 'Replay' }).first().click()
    await quarantine.getByText('replayed 1×, still unreadable').waitFor()
    await quarantine.getByRole('button', { name: 'Discard…' }).first().click()
    await quarantine.getByRole('textbox', { name: 'Why is it not needed?' }).fill('a test of ours')
    await screenshot(page, 'system-discard')
    await quarantine.getByRole('button', { name: 'Discard', exact: true }).click()
    await dialog.getByText('One webhook from Twilio could not be read').waitFor()
    await dialog.getByRole('button', { name: 'Check Twilio now' }).click()
    await dialog.getByText('Last check: nothing was missing here').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })

    await network.carrier.text(ann, 'please stop texting me')
    await page.getByRole('tab', { name: 'All' }).click()
    await inbox(page).getByText('please stop texting me').click()
    await page.getByRole('button', { name: 'Record opt-out…' }).click()
    await page
      .getByRole('textbox', { name: 'What did they say?' })
      .fill('wrote “please stop texting me”')
    await screenshot(page, 'opt-out-note')
    await page.getByRole('button', { name: 'Record opt-out', exact: true }).click()
    await timeline(page).getByText('You recorded an opt-out').waitFor()
    await page.getByRole('heading', { name: 'Opted out' }).waitFor()
    await reply(page).waitFor({ state: 'hidden' })
    await screenshot(page, 'opt-out-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await screenshot(page, 'opt-out-dark')
    await page.getByRole('button', { name: 'Opt in again…' }).click()
    await page.getByRole('textbox', { name: 'How do you know?' }).fill('called us')
    await page.getByRole('button', { name: 'Opt in again', exact: true }).click()
    await timeline(page).getByText('You opted them in again').waitFor()
    expect(complaints).toEqual([])
  })
})

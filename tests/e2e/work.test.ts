import { ConsoleClient, PASSWORD, people, TestNetwork } from '@switchboard/dev-env'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './support/axe.ts'
import { holdSocket, launchBrowser, openTab, screenshot } from './support/browser.ts'
import {
  becomeAdmin,
  inbox,
  inviteColleague,
  joinByLink,
  phone,
  reply,
  signIn,
  text,
  timeline,
} from './support/people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const question = 'Hi, when do you open tomorrow?'

describe('the work of two agents', () => {
  it('[C32] [C34] [C35] is handed on with a note, and a snooze ends when the customer writes', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    await becomeAdmin(ada.page, network, people.ada)
    const link = await inviteColleague(ada.page)
    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Tom Okafor', question)
    await inbox(ada.page).getByText(question).click()
    const bob = await openTab(browser)
    await joinByLink(bob.page, link, people.bob)

    await ada.page.getByRole('button', { name: 'Transfer' }).click()
    const panel = ada.page.getByRole('group', { name: 'Transfer' })
    const to = panel.getByLabel('Hand it to')
    await to.selectOption({ label: `${people.bob} · here` })
    await panel.getByLabel('Note to the next one').fill('He asked twice. Be kind!')
    expect(await violations(ada.page)).toEqual([])
    await screenshot(ada.page, '20-transfer')
    await panel.getByRole('button', { name: 'Hand on' }).click()

    await bob.page.getByRole('tab', { name: 'Mine' }).click()
    await inbox(bob.page).getByText('Be kind!').click()
    await timeline(bob.page).getByText(`${people.ada} passed it to you`).waitFor()
    await timeline(bob.page).getByRole('article', { name: 'Private note' }).waitFor()
    await bob.page.getByRole('button', { name: 'Note', exact: true }).click()
    expect(await violations(bob.page)).toEqual([])
    await screenshot(bob.page, '21-note')
    await bob.page.getByRole('button', { name: 'Reply', exact: true }).click()

    await bob.page.getByRole('button', { name: 'Snooze' }).click()
    await bob.page.getByRole('button', { name: 'Until the customer writes' }).click()
    await bob.page.getByRole('button', { name: 'Wake now' }).waitFor()
    await bob.page.getByRole('combobox', { name: 'Show' }).selectOption('snoozed')
    await inbox(bob.page).getByText('Until they write').waitFor()
    await text(desk.page, 'Tom Okafor', 'Never mind, I found it')
    await timeline(bob.page).getByText('Never mind, I found it').waitFor()
    await bob.page.getByRole('button', { name: 'Snooze' }).waitFor()
    await bob.page.getByRole('combobox', { name: 'Show' }).selectOption('open')
    await inbox(bob.page).getByText('Never mind, I found it').waitFor()
    const complaints = [ada, bob].flatMap((tab) => tab.complaints)
    // Before one signs in nobody is.
    expect(complaints.filter((words) => !words.includes('status of 401'))).toEqual([])
    for (const { context } of [ada, bob, desk]) await context.close()
  })
})

describe('two agents and four customers', { timeout: 120_000 }, () => {
  it('[C50] [C51] [C59] [R4] [R9] [R15] race for work, see each other, and give back what a closed lid leaves', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    const adaSocket = await holdSocket(ada.page)
    await becomeAdmin(ada.page, network, people.ada)
    const link = await inviteColleague(ada.page)
    await claimByHand(network)
    const bob = await openTab(browser)
    const bobSocket = await holdSocket(bob.page)
    await joinByLink(bob.page, link, people.bob)
    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Tom Okafor', question)
    await text(desk.page, 'Maya Chen', 'My parcel is broken')
    await text(desk.page, 'Priya Shah', 'Thank you so much!')
    await network.carrier.text('+14155550144', 'Is Nina there?')
    for (const { page } of [ada, bob]) {
      await page.getByRole('tab', { name: 'Unassigned' }).click()
      await expect.poll(() => inbox(page).getByRole('listitem').count()).toBe(4)
      await inbox(page).getByText(question).click()
      await timeline(page).getByText(question).waitFor()
    }

    // Both claim what both see free: one has it, the other is told who, and may take it over.
    bobSocket.hold()
    await ada.page.getByRole('button', { name: 'Take', exact: true }).click()
    await ada.page.getByText('Held by you').waitFor()
    await bob.page.getByRole('button', { name: 'Take', exact: true }).click()
    bobSocket.release()
    await bob.page.getByText(`${people.ada} has it now.`).waitFor()
    await bob.page.getByRole('button', { name: 'Take over' }).waitFor()
    expect(await violations(bob.page)).toEqual([])
    await screenshot(bob.page, '22-claim-race')

    // Who types is seen in the thread and on the row, and is gone when they pause or leave.
    await ada.page.getByText(`${people.bob} is viewing`).last().waitFor()
    await bob.page.getByRole('tab', { name: 'All' }).click()
    await inbox(bob.page).getByText(question).waitFor()
    await reply(ada.page).pressSequentially('We open at nine')
    await expect.poll(() => bob.page.getByText(`${people.ada} is typing…`).count()).toBe(2)
    await screenshot(bob.page, '23-typing')
    expect(await violations(bob.page)).toEqual([])
    await reply(ada.page).blur()
    await expect.poll(() => bob.page.getByText(`${people.ada} is typing…`).count()).toBe(0)
    await bob.page.getByText(`${people.ada} is viewing`).last().waitFor()

    // A reply written past the customer's newest words is held, then sent anyway.
    adaSocket.hold()
    await text(desk.page, 'Tom Okafor', 'And on Sundays?')
    await timeline(bob.page).getByText('And on Sundays?').waitFor()
    await reply(ada.page).press('Control+Enter')
    adaSocket.release()
    const held = ada.page.getByRole('alert').filter({ hasText: 'you had not seen this' })
    await held.getByText('And on Sundays?').waitFor()
    expect(await reply(ada.page).inputValue()).toBe('We open at nine')
    expect(await violations(ada.page)).toEqual([])
    await screenshot(ada.page, '24-stale-reply')
    await held.getByRole('button', { name: 'Send anyway' }).click()
    await phone(desk.page, 'Tom Okafor').getByText('We open at nine').waitFor()
    expect(await reply(ada.page).inputValue()).toBe('')

    // The lid closes: what waits for an answer comes back, and nobody is there any more.
    await inbox(bob.page).getByText('My parcel is broken').click()
    await bob.page.getByRole('button', { name: 'Take', exact: true }).click()
    await bob.page.getByText('Held by you').waitFor()
    await ada.page.getByRole('tab', { name: 'All' }).click()
    await inbox(ada.page).getByText('My parcel is broken').click()
    await ada.page.getByText(`${people.bob} is viewing`).last().waitFor()
    await ada.page.getByRole('tab', { name: 'Unassigned' }).click()
    await inbox(ada.page).getByText('My parcel is broken').waitFor({ state: 'hidden' })
    await bob.context.close()
    await inbox(ada.page).getByText('My parcel is broken').waitFor({ timeout: 40_000 })
    await timeline(ada.page).getByText('gone without answering').waitFor()
    await expect.poll(() => ada.page.getByText(`${people.bob} is viewing`).count()).toBe(0)
    await screenshot(ada.page, '25-given-back')
    for (const { context } of [ada, desk]) await context.close()
  })

  it('[C52] [C53] [C54] [C55] [C56] label, set apart, answer from what is prepared, and go on writing elsewhere', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    await becomeAdmin(ada.page, network, people.ada)
    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Tom Okafor', question)
    await inbox(ada.page).getByText(question).click()
    await timeline(ada.page).getByText(question).waitFor()

    await ada.page.keyboard.press('l')
    const labels = ada.page.getByRole('group', { name: 'Labels' })
    await labels.getByLabel('Find or make a label').fill('Opening hours')
    await ada.page.keyboard.press('Enter')
    await labels.getByRole('checkbox', { name: 'Opening hours', checked: true }).waitFor()
    expect(await violations(ada.page)).toEqual([])
    await screenshot(ada.page, '26-labels')
    await ada.page.keyboard.press('Escape')
    await ada.page.getByRole('button', { name: 'Priority' }).click()
    await ada.page.getByRole('radio', { name: 'Urgent' }).check()
    await ada.page.getByLabel('Why? (optional)').fill('He is at the door')
    expect(await violations(ada.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'Set priority' }).click()
    await inbox(ada.page).getByText('Urgent: He is at the door').waitFor()
    await inbox(ada.page).getByText('Opening hours').waitFor()

    await reply(ada.page).pressSequentially('/')
    await ada.page.getByRole('option', { name: 'Manage canned responses…' }).click()
    const dialog = ada.page.getByRole('dialog', { name: 'Canned responses' })
    await dialog.getByLabel('Shortcut').fill('hours')
    await dialog.getByRole('textbox', { name: 'Text' }).fill('From nine, {customer}. {agent}')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('/hours is saved.').waitFor()
    expect(await violations(ada.page)).toEqual([])
    await screenshot(ada.page, '27-canned-responses')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await reply(ada.page).pressSequentially('/nin')
    await ada.page.getByRole('listbox', { name: 'Canned responses' }).waitFor()
    expect(await violations(ada.page)).toEqual([])
    await reply(ada.page).press('Enter')
    const filled = `From nine, +1 212 555 0178. ${people.ada}`
    expect(await reply(ada.page).inputValue()).toBe(filled)

    // What one began here is on one's other device, and gone there once it is sent here.
    const laptop = await openTab(browser)
    await signIn(laptop.page, network, people.ada)
    await inbox(laptop.page).getByText('Draft').click()
    await expect.poll(() => reply(laptop.page).inputValue()).toBe(filled)
    await reply(ada.page).press('Control+Enter')
    await phone(desk.page, 'Tom Okafor').getByText(filled).waitFor()
    await expect.poll(() => reply(laptop.page).inputValue()).toBe('')
    for (const { context } of [ada, laptop, desk]) await context.close()
  })
})

/** Nothing is handed out by itself, and who is gone is so after five seconds. */
async function claimByHand(network: TestNetwork): Promise<void> {
  await using admin = await ConsoleClient.signIn(network.base, people.ada, PASSWORD)
  await admin.connect()
  await admin.request('put-settings', { automaticAssignment: false, graceSeconds: 5 })
}

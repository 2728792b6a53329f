import { ConsoleClient, PASSWORD, people } from '@switchboard/dev-env'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openOffice, openThread, type Office } from '../e2e/support/office.ts'
import { inbox, reply, timeline } from '../e2e/support/people.ts'

const office = openOffice({ gateways: 2 })

const take = (page: Page) => page.getByRole('button', { name: 'Take', exact: true }).click()

describe('colleagues', { timeout: 120_000 }, () => {
  it('[R1] [R8] Ada, Bob and Carol want their fair share of what comes', async () => {
    const seats = [await office.sit('ada'), await office.sit('bob'), await office.sit('carol')]
    await automatic(office, true)
    onTestFinished(() => automatic(office, false))
    for (const name of ['Uma', 'Vic', 'Wil', 'Xia', 'Yao', 'Zoe']) {
      const customer = await office.customer(name)
      await customer.text(`Share of ${name}`)
    }
    for (const { page } of seats) {
      await page.getByRole('tab', { name: 'Mine' }).click()
      await expect
        .poll(() =>
          inbox(page)
            .getByText(/^Share of/)
            .count(),
        )
        .toBe(2)
    }
    expect(await office.complaints()).toEqual([])
  })

  it('[C59] [R4] Ada and Bob want the same customer, and only one has her', async () => {
    const customer = await office.customer('Wanted')
    const [ada, bob] = [await office.sit('ada'), await office.sitHeld('bob')]
    await customer.text('Who of you helps me?')
    for (const { page } of [ada, bob]) await openThread(page, 'Who of you helps me?')
    bob.hold()
    await take(ada.page)
    await ada.page.getByText('Held by you').waitFor()
    await take(bob.page)
    bob.release()
    await bob.page.getByText(`${people.ada} has it now.`).waitFor()
    await bob.page.getByRole('button', { name: 'Take over' }).click()
    await bob.page.getByText('Held by you').waitFor()
    await timeline(ada.page).getByText(`${people.bob} took it over from you`).waitFor()
    await reply(bob.page).fill('I do, if I may')
    await reply(bob.page).press('Control+Enter')
    await customer.sees('I do, if I may')
    expect(await customer.received('I do, if I may')).toBe(1)
    expect(await office.complaints()).toEqual([])
  })

  it('[C51] Bob wants to see that Ada writes already', async () => {
    const customer = await office.customer('Observed')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('Is somebody reading this?')
    for (const { page } of [ada, bob]) await openThread(page, 'Is somebody reading this?')
    await bob.page.getByText(`${people.ada} is viewing`).last().waitFor()
    await reply(ada.page).pressSequentially('Yes')
    await bob.page.getByText(`${people.ada} is typing…`).first().waitFor()
    expect(await violations(bob.page)).toEqual([])
    await reply(ada.page).press('Control+Enter')
    await customer.sees('Yes')
    await timeline(bob.page).getByText('Yes', { exact: true }).waitFor()
    await expect.poll(() => bob.page.getByText(`${people.ada} is typing…`).count()).toBe(0)
    await bob.page.getByText(`Held by ${people.ada}`).first().waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C32] [C34] Ada wants Bob to go on, and to tell him what the customer must not read', async () => {
    const customer = await office.customer('Handed On')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('I need somebody who knows boilers')
    await openThread(ada.page, 'I need somebody who knows boilers')
    await take(ada.page)
    await ada.page.getByRole('button', { name: 'Transfer' }).click()
    const panel = ada.page.getByRole('group', { name: 'Transfer' })
    await panel.getByLabel('Hand it to').selectOption({ label: `${people.bob} · here` })
    await panel.getByLabel('Note to the next one').fill('Third call this week')
    expect(await violations(ada.page)).toEqual([])
    await panel.getByRole('button', { name: 'Hand on' }).click()
    await bob.page.getByRole('tab', { name: 'Mine' }).click()
    await inbox(bob.page).getByText('Third call this week').click()
    await timeline(bob.page).getByText(`${people.ada} passed it to you`).waitFor()
    await timeline(bob.page).and(bob.page.locator('[aria-busy=false]')).waitFor()
    await reply(bob.page).fill('Boilers are my trade')
    await reply(bob.page).press('Control+Enter')
    await customer.sees('Boilers are my trade')
    expect(await customer.phone.getByText('Third call this week').count()).toBe(0)
    await timeline(ada.page).getByText('Boilers are my trade').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C33] Ada wants to ask Carol without the customer hearing it', async () => {
    const customer = await office.customer('Unaware')
    const [ada, carol] = [await office.sit('ada'), await office.sit('carol')]
    await customer.text('Do you ship to Iceland?')
    await openThread(ada.page, 'Do you ship to Iceland?')
    await ada.page.getByRole('button', { name: 'Note', exact: true }).click()
    const note = ada.page.getByRole('textbox', { name: 'Private note' })
    await note.pressSequentially('@Car')
    await ada.page.getByRole('option', { name: people.carol }).waitFor()
    await note.press('Enter')
    await note.pressSequentially('do we?')
    expect(await violations(ada.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'Add note' }).click()
    await carol.page.getByRole('button', { name: 'Notes that name you: 1' }).click()
    await carol.page.getByRole('group', { name: 'Notes that name you' }).getByRole('button').click()
    const seen = timeline(carol.page).getByRole('article', { name: 'Private note' })
    await seen.getByText('names you').waitFor()
    await carol.page
      .getByRole('button', { name: /^Notes that name you/ })
      .waitFor({ state: 'detached' })
    await carol.page.keyboard.press('n')
    await carol.page.getByRole('textbox', { name: 'Private note' }).fill('We do, for 20.')
    await carol.page.getByRole('button', { name: 'Add note' }).click()
    await timeline(ada.page).getByText('We do, for 20.').waitFor()
    expect(await customer.phone.getByText(/do we\?|We do/).count()).toBe(0)
    expect(await office.complaints()).toEqual([])
  })

  it('[C14] [O8] Bob wants not to answer past the customer', async () => {
    const customer = await office.customer('Hasty')
    const bob = await office.sitHeld('bob')
    await customer.text('Two blue ones please')
    await openThread(bob.page, 'Two blue ones please')
    await take(bob.page)
    await bob.page.getByText('Held by you').waitFor()
    await reply(bob.page).fill('Two blue ones are on their way')
    bob.hold()
    await customer.text('No wait, red!')
    const ada = await office.sit('ada')
    await inbox(ada.page).getByText('No wait, red!').waitFor()
    await reply(bob.page).press('Control+Enter')
    bob.release()
    const held = bob.page.getByRole('alert').filter({ hasText: 'you had not seen this' })
    await held.getByText('No wait, red!').waitFor()
    expect(await violations(bob.page)).toEqual([])
    await held.getByRole('button', { name: 'Edit' }).click()
    await reply(bob.page).fill('Two red ones are on their way')
    await reply(bob.page).press('Control+Enter')
    await customer.sees('Two red ones are on their way')
    expect(await customer.received('Two blue ones are on their way')).toBe(0)
    expect(await office.complaints()).toEqual([])
  })

  it('[C36] Bob wants to go home and leave nobody waiting', async () => {
    const customer = await office.customer('Late Lou')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('I wait for an answer of Bob')
    await openThread(bob.page, 'I wait for an answer of Bob')
    await take(bob.page)
    await bob.page.getByText('Held by you').waitFor()
    await bob.page.getByRole('button', { name: /settings$/ }).click()
    await bob.page.getByRole('button', { name: 'End of shift…' }).click()
    await bob.page.getByText(/^You hold/).waitFor()
    expect(await violations(bob.page)).toEqual([])
    await bob.page.getByRole('button', { name: /^Give back/ }).click()
    await bob.page.getByText(/You are away\.$/).waitFor()
    await ada.page.getByRole('tab', { name: 'Unassigned' }).click()
    await openThread(ada.page, 'I wait for an answer of Bob')
    await reply(ada.page).fill('Bob has gone home; I am Ada')
    await reply(ada.page).press('Control+Enter')
    await customer.sees('Bob has gone home; I am Ada')
    await bob.page.getByRole('radio', { name: 'Here' }).click()
    await bob.page.getByRole('radio', { name: 'Here', checked: true }).waitFor()
    expect(await office.complaints()).toEqual([])
  })
})

/** Whether work is handed out by itself. */
async function automatic({ network }: Office, automaticAssignment: boolean): Promise<void> {
  await using admin = await ConsoleClient.signIn(network.base, people.ada, PASSWORD)
  await admin.connect()
  await admin.request('put-settings', { automaticAssignment })
}

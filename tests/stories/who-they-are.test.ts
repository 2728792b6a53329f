import { people } from '@switchboard/dev-env'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inbox, reply, timeline } from '../e2e/support/people.ts'

const office = openOffice()

/** Runs in the page. */
const isFocused = (element: Element): boolean => document.activeElement === element

const panel = (page: Page) => page.getByRole('complementary', { name: 'Customer' })

describe('who they are', { timeout: 120_000 }, () => {
  it('[C106] [C107] [C108] Ada wants Bob to know whom he talks to, and 李 in Chinese too', async () => {
    const customer = await office.customer('Nameless')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    const carol = await office.sit('carol', { locale: 'zh-CN' })
    await customer.text('It is me again')
    for (const { page } of [ada, bob]) await openThread(page, 'It is me again')
    const hers = panel(ada.page)
    await hers.getByRole('button', { name: 'Add a name' }).click()
    await hers.getByLabel('Name of the customer').fill('Grace Hopper')
    await ada.page.keyboard.press('Enter')
    await inbox(bob.page).getByText('Grace Hopper').waitFor()
    await hers.getByRole('button', { name: 'Add a note' }).click()
    await hers.getByLabel('What it is, such as Address').fill('Deliver to')
    await hers.getByLabel('What to remember').fill('The back door, after five')
    expect(await violations(ada.page)).toEqual([])
    await hers.getByRole('button', { name: 'Save' }).click()
    await panel(bob.page).getByText('The back door, after five').waitFor()
    await hers.getByRole('button', { name: 'Change', exact: true }).click()
    await hers.getByLabel('Time zone').selectOption('America/New_York')
    await ada.page.keyboard.press('Enter')
    await panel(bob.page).getByText('America/New York').waitFor()
    await carol.page.getByRole('list', { name: '收件箱' }).getByText('Grace Hopper').click()
    const theirs = carol.page.getByRole('complementary')
    await theirs.getByText('The back door, after five').waitFor()
    await theirs.getByText('客户资料').waitFor()
    await panel(bob.page).getByRole('button', { name: 'Remove Deliver to' }).click()
    await panel(bob.page).getByText('Deliver to is removed.').waitFor()
    await expect.poll(() => hers.getByText('The back door, after five').count()).toBe(0)
    await panel(bob.page).getByRole('button', { name: 'Undo' }).click()
    await hers.getByText('The back door, after five').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C109] Ada wants to see who dealt with somebody before, and go there', async () => {
    const customer = await office.customer('Known Ned')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('My order is late')
    await openThread(bob.page, 'My order is late')
    await reply(bob.page).fill('It comes tomorrow')
    await reply(bob.page).press('Control+Enter')
    await customer.sees('It comes tomorrow')
    await timeline(bob.page).getByText('Delivered').waitFor()
    await bob.page.getByRole('button', { name: 'Resolve', exact: true }).click()
    await bob.page.getByRole('button', { name: 'Reopen' }).waitFor()
    await customer.text('It did not come')
    await openThread(ada.page, 'It did not come')
    const earlier = panel(ada.page).getByRole('list', { name: 'Earlier activity' })
    await earlier.getByText(`${people.bob} took it`).waitFor()
    await earlier.getByText(`${people.bob} resolved it`).click()
    await timeline(ada.page).getByText(`${people.bob} resolved it`).waitFor()
    await panel(ada.page).getByText('Answered by').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C110] Ada wants a nuisance to bother nobody, and to be answered all the same', async () => {
    const [nuisance, other] = [await office.customer('Nuisance'), await office.customer('Polite')]
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await nuisance.text('Buy my shoes')
    await openThread(ada.page, 'Buy my shoes')
    // It comes a moment later, above what is pressed next.
    await panel(ada.page).getByText('from the number').waitFor()
    await panel(ada.page).getByRole('button', { name: 'Block…' }).click()
    await panel(ada.page).getByText('The customer is not told').waitFor()
    expect(await violations(ada.page)).toEqual([])
    await panel(ada.page).getByRole('button', { name: 'Block', exact: true }).click()
    await panel(ada.page).getByRole('heading', { name: 'Blocked' }).waitFor()
    await nuisance.text('Cheap shoes')
    await other.text('Are you open?')
    await timeline(ada.page).getByText('Cheap shoes').waitFor()
    await inbox(bob.page).getByText('Are you open?').waitFor()
    const row = (words: string) => inbox(bob.page).getByRole('listitem').filter({ hasText: words })
    await row('Are you open?').getByText('unread').waitFor()
    expect(await row('shoes').getByText('unread').count()).toBe(0)
    await panel(ada.page).getByRole('button', { name: 'Unblock' }).click()
    await panel(ada.page).getByRole('heading', { name: 'Not blocked' }).waitFor()
    await openThread(ada.page, 'Are you open?')
    await nuisance.text('I am sorry, I need help')
    await row('I am sorry, I need help').getByText('unread').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C111] Ada wants to write first to somebody whose number she was told', async () => {
    const customer = await office.customer('Told Tilda')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await ada.page.keyboard.press('c')
    const dialog = ada.page.getByRole('dialog', { name: 'New conversation' })
    expect(await dialog.getByRole('textbox', { name: 'Phone number' }).evaluate(isFocused)).toBe(
      true,
    )
    await dialog.getByLabel('Country').selectOption('US')
    await dialog.getByLabel('Phone number').fill('415 555')
    await dialog.getByRole('textbox', { name: 'Text' }).fill('Your glasses are ready')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await dialog.getByText('This is not a whole phone number yet.').waitFor()
    expect(await violations(ada.page)).toEqual([])
    const { number } = customer
    await dialog
      .getByLabel('Phone number')
      .fill(`(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`)
    await dialog.getByRole('button', { name: 'Send' }).click()
    await timeline(ada.page).getByText('Your glasses are ready').waitFor()
    await customer.sees('Your glasses are ready')
    expect(await customer.received('Your glasses are ready')).toBe(1)
    await customer.text('I come at noon')
    await inbox(bob.page).getByText('I come at noon').waitFor()
    // Who was written with before is known by the number alone.
    await bob.page.keyboard.press('c')
    const his = bob.page.getByRole('dialog', { name: 'New conversation' })
    await his.getByLabel('Phone number').fill(number)
    await his.getByText('You have written with').waitFor()
    await his.getByRole('button', { name: 'Open it' }).click()
    await timeline(bob.page).getByText('I come at noon').waitFor()
    expect(await office.complaints()).toEqual([])
  })
})

import { people } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inbox, reply, timeline } from '../e2e/support/people.ts'

const office = openOffice()

describe('customers', { timeout: 120_000 }, () => {
  it('[C17] [I10] [O8] Ada wants to leave in peace whoever said STOP', async () => {
    const customer = await office.customer('Private Paul')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('How did you get my number?')
    for (const { page } of [ada, bob]) await openThread(page, 'How did you get my number?')
    await reply(ada.page).fill('You gave it to us')
    await customer.text('STOP')
    for (const { page } of [ada, bob]) {
      await page.getByText('This customer asked not to be texted.').waitFor()
      expect(await reply(page).count()).toBe(0)
    }
    await ada.page.getByText('Your unsent text is kept: “You gave it to us”').waitFor()
    expect(await violations(ada.page)).toEqual([])
    await customer.text('START')
    await expect.poll(() => reply(ada.page).inputValue()).toBe('You gave it to us')
    await reply(ada.page).press('Control+Enter')
    await customer.sees('You gave it to us')
    await timeline(bob.page).getByText('You gave it to us').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C28] [I15] Ada wants to write down that somebody asked to be left alone in their own words', async () => {
    const customer = await office.customer('Polite Polly')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('Please do not write to me again, dear')
    for (const { page } of [ada, bob])
      await openThread(page, 'Please do not write to me again, dear')
    await ada.page.getByRole('button', { name: 'Record opt-out…' }).click()
    await ada.page.getByRole('textbox', { name: 'What did they say?' }).fill('She asked us kindly')
    expect(await violations(ada.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'Record opt-out', exact: true }).click()
    await bob.page.getByText('This customer asked not to be texted.').waitFor()
    await timeline(bob.page).getByText(`${people.ada} recorded an opt-out`).waitFor()
    const texts = await office.network.carrier.texts(customer.number)
    expect(texts.filter(({ direction }) => direction === 'outbound')).toEqual([])
    expect(await office.complaints()).toEqual([])
  })

  it('[C35] [R12] Ada wants to hear of it again when the customer writes', async () => {
    const customer = await office.customer('Slow Sam')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('I will measure it and tell you')
    await openThread(ada.page, 'I will measure it and tell you')
    await ada.page.getByRole('button', { name: 'Take', exact: true }).click()
    await ada.page.getByText('Held by you').first().waitFor()
    await ada.page.getByRole('button', { name: 'Snooze' }).click()
    expect(await violations(ada.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'Until the customer writes' }).click()
    await ada.page.getByRole('button', { name: 'Wake now' }).waitFor()
    await expect
      .poll(() => inbox(bob.page).getByText('I will measure it and tell you').count())
      .toBe(0)
    await customer.text('It is 80 wide')
    await ada.page.getByRole('tab', { name: 'Mine' }).click()
    await inbox(ada.page).getByText('It is 80 wide').waitFor()
    await ada.page.getByText('Held by you').first().waitFor()
    await inbox(bob.page).getByText('It is 80 wide').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C52] Ada wants to find all who ask for a refund', async () => {
    const [wants, other] = [await office.customer('Refund Ron'), await office.customer('Other Ole')]
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await wants.text('I want my money back')
    await other.text('I want more of it')
    await openThread(ada.page, 'I want my money back')
    await ada.page.keyboard.press('l')
    const labels = ada.page.getByRole('group', { name: 'Labels' })
    await labels.getByLabel('Find or make a label').fill('Refund')
    await ada.page.keyboard.press('Enter')
    await labels.getByRole('checkbox', { name: 'Refund', checked: true }).waitFor()
    expect(await violations(ada.page)).toEqual([])
    await ada.page.keyboard.press('Escape')
    const row = inbox(bob.page).getByRole('listitem').filter({ hasText: 'I want my money back' })
    await row.getByText('Refund', { exact: true }).waitFor()
    await inbox(bob.page).getByText('I want more of it').waitFor()
    // The label takes nothing from the words: each row is as high, and has room for two lines of them.
    const sizeOf = (words: string) =>
      inbox(bob.page)
        .getByText(words)
        .evaluate((preview) => ({
          lines: getComputedStyle(preview).webkitLineClamp,
          previewPx: preview.clientHeight,
          rowPx: preview.closest('li')?.clientHeight,
        }))
    const size = await sizeOf('I want my money back')
    expect(size).toMatchObject({ lines: '2', previewPx: 18 })
    expect(await sizeOf('I want more of it')).toEqual(size)
    await bob.page.getByRole('button', { name: 'Filter and order' }).click()
    await bob.page.getByLabel('Label', { exact: true }).selectOption({ label: 'Refund' })
    await bob.page.keyboard.press('Escape')
    await expect.poll(() => inbox(bob.page).getByText('I want more of it').count()).toBe(0)
    await openThread(bob.page, 'I want my money back')
    await reply(bob.page).fill('You have it by Monday')
    await reply(bob.page).press('Control+Enter')
    await wants.sees('You have it by Monday')
    expect(await office.complaints()).toEqual([])
  })

  it('[I11] [C4] Ada wants a customer who comes back to find their history, not a stranger', async () => {
    const customer = await office.customer('Returning Ria')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('My lamp flickers')
    await openThread(ada.page, 'My lamp flickers')
    await reply(ada.page).fill('Please tighten the bulb')
    await reply(ada.page).press('Control+Enter')
    await customer.sees('Please tighten the bulb')
    await timeline(ada.page).getByText('Delivered').waitFor()
    await ada.page.getByRole('button', { name: 'Resolve', exact: true }).click()
    await expect.poll(() => inbox(bob.page).getByText('Please tighten the bulb').count()).toBe(0)
    await customer.text('It flickers again')
    await openThread(bob.page, 'It flickers again')
    for (const words of ['My lamp flickers', 'Please tighten the bulb'])
      await timeline(bob.page).getByText(words, { exact: true }).waitFor()
    await bob.page.getByText('Held by nobody').first().waitFor()
    expect(await office.complaints()).toEqual([])
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inbox, reply, timeline } from '../e2e/support/people.ts'

const office = openOffice()

const rowOf = (page: Page, words: string) =>
  timeline(page).getByRole('article').filter({ hasText: words })

const again = (page: Page) => timeline(page).getByRole('button', { name: 'Send again' })
const anyway = (page: Page) => timeline(page).getByRole('button', { name: 'Send anyway' })

async function answer(page: Page, words: string): Promise<void> {
  await reply(page).fill(words)
  await reply(page).press('Control+Enter')
}

describe('what is sent again', { timeout: 120_000 }, () => {
  it('[C105] [O17] Ada wants a reply that failed to reach the phone after all, once', async () => {
    const customer = await office.customer('Phone On Again')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('Which platform?')
    for (const { page } of [ada, bob]) await openThread(page, 'Which platform?')
    await office.network.carrier.fault('undelivered', { errorCode: 30003, number: customer.number })
    await answer(ada.page, 'Platform nine')
    await again(ada.page).waitFor()
    const states = async () => {
      const texts = await office.network.carrier.texts(customer.number)
      return texts.filter(({ body }) => body === 'Platform nine').map(({ state }) => state)
    }
    expect(await states()).toEqual(['lost'])
    await again(ada.page).dblclick()
    for (const { page } of [ada, bob]) {
      await timeline(page).getByText('Sent again, below').waitFor()
      await rowOf(page, 'Platform nine').nth(1).getByText('Delivered').waitFor()
      expect(await rowOf(page, 'Platform nine').count()).toBe(2)
      expect(await again(page).count()).toBe(0)
      await expect
        .poll(() =>
          inbox(page).getByRole('listitem').filter({ hasText: 'Platform nine' }).innerText(),
        )
        .not.toContain('Failed')
    }
    expect(await states()).toEqual(['lost', 'delivered'])
    expect(await office.complaints()).toEqual([])
  })

  it('[C30] [O5] [O14] Ada wants to send anyway what nobody knows of, once, whichever of her windows she presses it in', async () => {
    // Of one nothing came to the carrier, of the other all but its answer.
    const nothing = await office.customer('Got Nothing')
    const got = await office.customer('Got It')
    const [ada, other] = [await office.sit('ada'), await office.sitHeld('ada')]
    const { carrier } = office.network
    await carrier.fault('list-lag', { scope: 'rest', count: null, ms: 600_000 })
    await carrier.fault('server-error', { number: nothing.number })
    await carrier.fault('answer-lost', { number: got.number })
    await carrier.fault('callback-lost', { number: got.number, count: null })
    for (const customer of [nothing, got]) {
      await customer.text(`Is it open, ${customer.number}?`)
      await openThread(ada.page, `Is it open, ${customer.number}?`)
      await answer(ada.page, `It is, ${customer.number}`)
      await rowOf(ada.page, 'It is,')
        .getByText(/^Not certain/)
        .waitFor()
    }
    const received = () =>
      Promise.all([nothing, got].map((one) => one.received(`It is, ${one.number}`)))
    expect(await received()).toEqual([0, 1])

    // Two minutes, in which it can be pressed as one likes.
    await anyway(ada.page).click({ force: true })
    await timeline(ada.page)
      .getByText(/it can be sent again from/)
      .first()
      .waitFor()
    expect(await violations(ada.page)).toEqual([])
    for (const customer of [nothing, got]) {
      for (const { page } of [ada, other]) {
        await openThread(page, `It is, ${customer.number}`)
        await anyway(page).and(page.locator(':not([aria-disabled])')).waitFor({ timeout: 150_000 })
      }
      other.hold()
      await anyway(ada.page).dblclick()
      await rowOf(ada.page, 'It is,').nth(1).waitFor()
      // There nobody knows of it so far.
      await anyway(other.page).click()
      other.release()
      await customer.sees(`It is, ${customer.number}`)
      for (const { page } of [ada, other]) {
        await rowOf(page, 'It is,').nth(1).waitFor()
        await anyway(page).waitFor({ state: 'detached' })
        expect(await rowOf(page, 'It is,').count()).toBe(2)
      }
    }
    // By no more than each was sent: what came through before, and what was decided on.
    await expect.poll(received).toEqual([1, 2])
    expect(await office.complaints()).toEqual([])
  }, 300_000)
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openOffice, type Customer } from '../e2e/support/office.ts'
import { inbox, reply } from '../e2e/support/people.ts'

const office = openOffice({ gateways: 2 })

const rows = (page: Page) => page.getByRole('list', { name: '收件箱' })
const field = (page: Page) => page.getByRole('textbox', { name: '回复', exact: true })

/** Whoever was asked again, since something came meanwhile, sends all the same. */
async function answer(page: Page, words: string): Promise<void> {
  await reply(page).or(field(page)).fill(words)
  await reply(page).or(field(page)).press('Control+Enter')
}

async function sendAnyway(page: Page, customer: Customer, words: string): Promise<void> {
  const held = page.getByRole('button', { name: /^(Send anyway|仍然发送)$/ })
  const arrived = customer.phone.getByText(words, { exact: true }).first()
  await expect
    .poll(async () => (await held.isVisible()) || (await arrived.isVisible()), { timeout: 60_000 })
    .toBe(true)
  if (!(await arrived.isVisible())) await held.click()
  await arrived.waitFor({ timeout: 60_000 })
}

describe('the whole office', { timeout: 240_000 }, () => {
  it('[C2] [C13] [C60] [O1] [B1] Ada in English, Carol in Chinese and Bob in a tunnel want to lose nothing while each service starts anew', async () => {
    const [one, two, three] = [
      await office.customer('Customer One'),
      await office.customer('Customer Two'),
      await office.customer('Customer Three'),
    ]
    const customers = [one, two, three]
    const ada = await office.sit('ada')
    const carol = await office.sit('carol', { locale: 'zh-CN' })
    const bob = await office.sitHeld('bob')
    for (const [index, customer] of customers.entries())
      await customer.text(`Question ${index + 1}`)
    await inbox(ada.page).getByText('Question 1', { exact: true }).click()
    await rows(carol.page).getByText('Question 2', { exact: true }).click()
    await inbox(bob.page).getByText('Question 3', { exact: true }).click()
    const pages = [ada.page, carol.page, bob.page]
    // Caught up, too: what is only known from before takes no answer.
    for (const [index, page] of pages.entries())
      await page
        .locator('[role=log][aria-busy=false]')
        .getByText(`Question ${index + 1}`, { exact: true })
        .waitFor()
    // Bob goes into a tunnel; everything else starts anew while customers text and all three answer.
    await bob.context.setOffline(true)
    bob.cut()
    const { network } = office
    const services = {
      gateway: network.gateways[0],
      'other gateway': network.gateways[1],
      'front door': network.frontDoor,
      switchboard: network.switchboard,
      simulator: network.simulator,
    }
    for (const [name, service] of Object.entries(services)) {
      await service?.kill()
      for (const [index, page] of pages.entries())
        await answer(page, `${name}, answer ${index + 1}`)
      await service?.start()
      await network.ready(60_000)
      await one.text(`Again, after the ${name}`)
      for (const [index, page] of pages.entries()) {
        if (index === 2) continue
        await sendAnyway(page, customers[index] as Customer, `${name}, answer ${index + 1}`)
      }
      await ada.page.getByRole('log').getByText(`Again, after the ${name}`).waitFor()
    }
    bob.mend()
    await bob.context.setOffline(false)
    for (const name of Object.keys(services)) await sendAnyway(bob.page, three, `${name}, answer 3`)
    for (const name of Object.keys(services)) {
      for (const [index, customer] of customers.entries())
        expect(await customer.received(`${name}, answer ${index + 1}`)).toBe(1)
      // And each of it once in everybody's sight.
      expect(await ada.page.getByRole('log').getByText(`Again, after the ${name}`).count()).toBe(1)
    }
    for (const [index, page] of pages.entries())
      await page
        .getByRole('log')
        .getByText(`simulator, answer ${index + 1}`)
        .waitFor()
    expect(await office.complaints()).toEqual([])
  })
})

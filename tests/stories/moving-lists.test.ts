import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inbox, timeline } from '../e2e/support/people.ts'

/** Longer than a row stays where it is because somebody was about to press it. */
const LOOKED_AT_MS = 500

const office = openOffice()

async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const place = await what.boundingBox()
  if (!place) throw new Error('It is nowhere.')
  return { x: place.x + place.width / 2, y: place.y + place.height / 2 }
}

const rows = (page: Page) => inbox(page).getByRole('listitem')
const unassigned = async (page: Page): Promise<number> =>
  Number(/\d+/.exec(await page.getByRole('tab', { name: 'Unassigned' }).innerText()))

describe('lists that move', { timeout: 120_000 }, () => {
  it('[C190] Ada wants to press what she sees while the list still moves', async () => {
    const { page } = await office.sit('ada')
    for (let index = 10; index < 22; index += 1) {
      await office.network.carrier.text(`+141555581${index}`, `I am number ${index}`)
    }
    await inbox(page).getByText('I am number 21').waitFor()
    const box = inbox(page).getByRole('checkbox', { name: '8118' })
    await box.waitFor()
    await page.evaluate(() => {
      const list = document.querySelector('#inbox [data-number]')?.closest('ul')?.parentElement
      let step = 0
      const move = (): void => {
        list?.scrollTo({ top: 20 + ((step += 1) % 2) })
        requestAnimationFrame(move)
      }
      move()
    })
    await setTimeout(100)
    const { x, y } = await middleOf(box)
    await page.mouse.click(x, y)
    await expect.poll(() => box.isChecked()).toBe(true)
    expect(await office.complaints()).toEqual([])
  })

  it('[C190] Bob wants to open the row he presses, whoever texts meanwhile', async () => {
    const { page } = await office.sit('bob')
    const { carrier } = office.network
    await carrier.text('+14155559101', 'Pressed')
    await inbox(page).getByText('Pressed').waitFor()
    const before = await unassigned(page)
    const { x, y } = await middleOf(inbox(page).getByText('Pressed'))
    await page.mouse.move(x, y)
    await page.mouse.down()
    await carrier.text('+14155559102', 'In between')
    await expect.poll(() => unassigned(page)).toBeGreaterThan(before)
    await setTimeout(LOOKED_AT_MS)
    await page.mouse.up()
    await timeline(page).getByText('Pressed').waitFor()
    // And then the list is in its order.
    await rows(page).first().getByText('In between').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C190] Carol wants no row to slip away from under her pointer as she presses', async () => {
    const { page } = await office.sit('carol')
    const { carrier } = office.network
    await carrier.text('+14155559103', 'Aimed at')
    await inbox(page).getByText('Aimed at').waitFor()
    const before = await unassigned(page)
    const { x, y } = await middleOf(inbox(page).getByText('Aimed at'))
    // In the page, where no busy machine comes between two moves and the list's own clock.
    const aiming = await inbox(page)
      .getByText('Aimed at')
      .evaluateHandle((row) => {
        const move = () => row.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))
        move()
        return setInterval(move, 20)
      })
    await carrier.text('+14155559104', 'Slipped in')
    await expect.poll(() => unassigned(page)).toBeGreaterThan(before)
    await setTimeout(LOOKED_AT_MS)
    await page.mouse.click(x, y)
    await timeline(page).getByText('Aimed at').waitFor()
    await aiming.evaluate(clearInterval)
    // One that rests is no hindrance.
    await rows(page).first().getByText('Slipped in').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C190] Ada wants to follow a link while the customer texts on', async () => {
    const { page, context } = await office.sit('ada')
    const customer = await office.customer('Linker')
    for (let index = 0; index < 12; index += 1) await customer.text(`Line ${index}`)
    await customer.sees('Line 11')
    await customer.text(`See ${office.network.base}/phone`)
    await openThread(page, 'See ')
    const link = timeline(page).getByRole('link', { name: /phone$/ })
    const { x, y } = await middleOf(link)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await customer.text('And this')
    await timeline(page).getByText('And this').waitFor({ state: 'attached' })
    await setTimeout(LOOKED_AT_MS)
    const opened = context.waitForEvent('page')
    await page.mouse.up()
    await opened
    // Who was at the end is there again.
    await expect
      .poll(() =>
        timeline(page).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight),
      )
      .toBeLessThan(2)
    expect(await office.complaints()).toEqual([])
  })
})

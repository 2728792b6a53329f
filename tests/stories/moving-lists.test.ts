import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { moved, painted, still } from '../e2e/support/painted.ts'
import { inbox, timeline } from '../e2e/support/people.ts'

/** Longer than a row stays where it is because somebody was about to press it. */
const LOOKED_AT_MS = 500

const office = openOffice()

async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const place = await what.boundingBox()
  if (!place) throw new Error('It is nowhere.')
  return { x: place.x + place.width / 2, y: place.y + place.height / 2 }
}

const belowSight = (page: Page): Promise<number> =>
  timeline(page).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)

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
    await expect.poll(() => belowSight(page)).toBeLessThan(2)
    expect(await office.complaints()).toEqual([])
  })

  // A screen above the end, and just out of reach of it.
  it.each([1200, 60])(
    '[C104] Bob wants to go on reading %i px above the end while the customer texts on',
    async (abovePx) => {
      const { page } = await office.sit('bob')
      const customer = await office.customer(`Texts On ${abovePx}`)
      const told = (words: string) =>
        office.network.webhook({ From: customer.number, Body: `${words} ${abovePx}` })
      for (let index = 1; index <= 30; index += 1)
        await told(`${'It goes on and wraps. '.repeat(index % 3 === 0 ? 6 : 0)}Told ${index} of`)
      // It opens where the unread begins.
      await inbox(page).getByText(`Told 30 of ${abovePx}`).click()
      await page.getByRole('button', { name: /^\d+ new/ }).click()
      await timeline(page).getByText(`Told 30 of ${abovePx}`).waitFor()
      await still(page)
      await timeline(page).hover()
      await page.mouse.wheel(0, -abovePx)
      await still(page)
      const read = await timeline(page).evaluate((log) => {
        const { top, bottom } = log.getBoundingClientRect()
        const drawn = [...log.querySelectorAll('article')].filter((row) => {
          const place = row.getBoundingClientRect()
          return place.top > top && place.bottom < bottom
        })
        return /Told \d+ of/.exec(drawn[0]?.textContent ?? '')?.[0] ?? 'nothing'
      })
      const pill = (name: string) => page.getByRole('button', { name, exact: true })
      const seen = await painted(page, read, async () => {
        await told('One more, while you read,')
        await pill('New message').waitFor()
        await told(`And a long one. ${'It wraps. '.repeat(40)}`)
        await pill('2 new messages').waitFor()
      })
      expect(seen.length).toBeGreaterThan(10)
      expect(moved(seen)).toBe(0)
      await pill('2 new messages').click()
      await timeline(page)
        .getByText(/^And a long one/)
        .waitFor()
      await expect.poll(() => belowSight(page)).toBeLessThan(2)
      await pill('2 new messages').waitFor({ state: 'detached' })
      expect(await office.complaints()).toEqual([])
    },
  )

  it('[C104] [C185] Ada wants to be led to the newest while the thread still catches up', async () => {
    const ada = await office.sitHeld('ada')
    const { page } = ada
    const customer = await office.customer('Known So Far')
    for (let index = 1; index <= 18; index += 1)
      await office.network.webhook({
        From: customer.number,
        Body: `Known ${index}:${'\n…'.repeat(3)}`,
      })
    await inbox(page).getByText('Known 18').hover()
    // Time to read it ahead.
    await setTimeout(1000)
    ada.hold()
    await inbox(page).getByText('Known 18').click()
    const catchingUp = page.getByText('Catching up…')
    await timeline(page).getByText('Known 1:').waitFor()
    await page.getByRole('button', { name: /^\d+ new/ }).click()
    await timeline(page).getByText('Known 18').waitFor()
    expect(await catchingUp.isVisible()).toBe(true)
    ada.release()
    await catchingUp.waitFor({ state: 'detached' })
    await still(page)
    expect(await belowSight(page)).toBeLessThan(2)
    expect(await office.complaints()).toEqual([])
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inbox, reply, timeline } from '../e2e/support/people.ts'
import { smallTargets, watchMotion } from '../e2e/support/senses.ts'

const office = openOffice()

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** What opens over the thread, by the button that opens it. */
const menus = ['Snooze', 'Transfer', 'Labels', 'Priority', 'Emoji']
const pages = ['profile', 'look', 'notifications', 'canned', 'people', 'teams', 'lines', 'routing']

/** A thread and what opens over it, the keys, the palette, a new conversation, and the settings. */
async function everywhere(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  await look('a thread')
  for (const name of menus) {
    await page.getByRole('button', { name, exact: true }).click()
    if (name === 'Emoji') await page.getByRole('gridcell').first().waitFor()
    await look(name)
    await page.keyboard.press('Escape')
  }
  await timeline(page).focus()
  for (const key of ['?', 'Control+k', 'c', 'Control+f']) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').or(page.getByRole('search')).first().waitFor()
    await look(key)
    await page.keyboard.press('Escape')
  }
  for (const name of pages) {
    await page.goto(`${office.network.base}/settings/${name}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(name)
  }
}

describe('what one sees and presses', { timeout: 120_000 }, () => {
  it('[C169] Ada wants to hit what she aims at, on a desk and on a phone', async () => {
    const customer = await office.customer('Aim')
    await customer.text('Look at https://example.com please, it is terrible')
    const found: string[] = []
    const { page } = await office.sit('ada')
    await openThread(page, 'Look at')
    await reply(page).fill('It’s there')
    await everywhere(page, async (where) => {
      found.push(...(await smallTargets(page)).map((what) => `${where}: ${what}`))
    })
    for (const path of ['/nowhere', '/invite/over', '/welcome/over']) {
      await page.goto(`${office.network.base}${path}`)
      await page.getByRole('link', { name: /^go to/i }).waitFor()
      found.push(...(await smallTargets(page)).map((what) => `${path}: ${what}`))
    }
    const mobile = (await office.sit('ada', phone)).page
    const look = async (where: string): Promise<void> =>
      void found.push(...(await smallTargets(mobile)).map((what) => `${where}: ${what}`))
    await look('the inbox on a phone')
    await inbox(mobile).getByRole('link').first().click()
    await timeline(mobile).getByText('Look at').waitFor()
    await look('a thread on a phone')
    await mobile.getByRole('button', { name: 'Customer', exact: true }).click()
    await look('the customer on a phone')
    await office.desk.bringToFront()
    found.push(...(await smallTargets(office.desk)).map((what) => `the phones: ${what}`))
    expect(found).toEqual([])
  })

  it('[C169] measures: what is too small is found, by axe too', async () => {
    const { page } = await office.sit('ada')
    await page.evaluate(() => {
      for (const left of [700, 712]) {
        const button = document.createElement('button')
        button.className = 'tiny'
        button.textContent = 'x'
        const place = { position: 'fixed', zIndex: '99', top: '200px', left: `${left}px` }
        Object.assign(button.style, { ...place, width: '10px', height: '10px' })
        document.querySelector('main')?.append(button)
      }
    })
    expect((await smallTargets(page)).filter((what) => what.includes('tiny'))).toHaveLength(2)
    expect((await violations(page)).join()).toContain('target-size')
  })

  it('[C170] Ada wants nothing to move when she asked for that', async () => {
    expect(await motionOfADay('reduce')).toEqual([])
    // Else the same steps would show nothing.
    expect((await motionOfADay('no-preference')).length).toBeGreaterThan(3)
  })
})

/** What moves while a text comes and is answered, and what opens over it. */
async function motionOfADay(reducedMotion: 'reduce' | 'no-preference'): Promise<string[]> {
  const customer = await office.customer(`Still ${reducedMotion}`)
  const { page } = await office.sit('ada', { reducedMotion })
  await customer.text(`Do not move: ${reducedMotion}`)
  await openThread(page, `Do not move: ${reducedMotion}`)
  const moved = await watchMotion(page)
  await customer.text('Something new')
  await timeline(page).getByText('Something new').waitFor()
  await reply(page).fill('Here I am')
  await reply(page).press('Control+Enter')
  await timeline(page).getByText('Delivered').waitFor()
  await inbox(page).getByRole('link').first().hover()
  for (const name of ['Snooze', 'Labels']) {
    await page.getByRole('button', { name, exact: true }).click()
    await page.keyboard.press('Escape')
  }
  await timeline(page).focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  return moved()
}

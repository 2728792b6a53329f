import { setTimeout } from 'node:timers/promises'
import { LINE, postWebhook } from '@switchboard/dev-env'
import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inbox, inSettings, reply, timeline } from '../e2e/support/people.ts'

const office = openOffice()

const bodyOf = (index: number): string => `Number ${index} of many`

const hasFocus = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => element === document.activeElement)

describe('keys and looks', { timeout: 120_000 }, () => {
  it('[C12] [C21] [C194] Ada wants to work without touching the mouse', async () => {
    const [one, two] = [await office.customer('Key One'), await office.customer('Key Two')]
    const { page } = await office.sit('ada')
    const bob = await office.sit('bob')
    await one.text('The first to be answered by keys')
    await inbox(page).getByText('The first to be answered by keys').waitFor()
    await two.text('The second to be answered by keys')
    await inbox(page).getByText('The second to be answered by keys').waitFor()
    await page.keyboard.press('j')
    await timeline(page).getByText('The second to be answered by keys').waitFor()
    await page.keyboard.press('j')
    await timeline(page).getByText('The first to be answered by keys').waitFor()
    await page.keyboard.press('k')
    await timeline(page).getByText('The second to be answered by keys').waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('Done without a mouse')
    await page.keyboard.press('Control+Enter')
    await two.sees('Done without a mouse')
    await timeline(page).getByText('Delivered').waitFor()
    await page.keyboard.press('Escape')
    expect(await hasFocus(timeline(page))).toBe(true)
    await page.keyboard.press('j')
    await timeline(page).getByText('The first to be answered by keys').waitFor()
    expect(await hasFocus(timeline(page))).toBe(true)
    await page.keyboard.press('k')
    await timeline(page).getByText('Done without a mouse').waitFor()
    await page.keyboard.press('e')
    await page.getByRole('button', { name: 'Reopen' }).waitFor()
    await expect.poll(() => inbox(bob.page).getByText('Done without a mouse').count()).toBe(0)
    await inbox(bob.page).getByText('The first to be answered by keys').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C21] Carol wants her letters to be letters', async () => {
    const customer = await office.customer('Letters')
    const { page } = await office.sit('carol')
    await customer.text('Do not close me by accident')
    await openThread(page, 'Do not close me by accident')
    await inSettings(page, 'Language and look', async () => {
      await page.getByRole('checkbox', { name: /^Single-key shortcuts/ }).uncheck()
      expect(await violations(page)).toEqual([])
    })
    await inbox(page).getByText('Do not close me by accident').click()
    await timeline(page).focus()
    for (const key of ['e', 'r', 'j', 'n']) await page.keyboard.press(key)
    await page.reload()
    await timeline(page).getByText('Do not close me by accident').waitFor()
    await page.getByText('Held by nobody').first().waitFor()
    await reply(page).press('Alt+n')
    await page.getByRole('textbox', { name: 'Private note' }).waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C129] Bob wants to see every key, and what the cross above them does', async () => {
    const { page } = await office.sit('bob')
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await sheet.getByText('Find in this conversation').waitFor()
    await sheet.getByRole('button', { name: 'Close' }).hover()
    // Above the dialog: what is shown otherwise lies below it.
    await page.locator(':popover-open').getByText('Close', { exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    expect(await office.complaints()).toEqual([])
  })

  it('Bob wants to do anything by naming it', async () => {
    const customer = await office.customer('Named')
    const { page } = await office.sit('bob')
    await customer.text('Find me by my number')
    await inbox(page).getByText('Find me by my number').waitFor()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Find and do' })
    await palette.getByRole('combobox').fill(customer.number.slice(-4))
    await palette.getByRole('option', { name: new RegExp(customer.number.slice(-4)) }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await timeline(page).getByText('Find me by my number').waitFor()
    await page.keyboard.press('Control+k')
    await palette.getByRole('combobox').fill('private note')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Private note' }).waitFor()
    await page.keyboard.press('Control+k')
    await palette.getByRole('combobox').fill('dark')
    await palette.getByRole('option', { name: /Dark/ }).waitFor()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme))
      .toBe('dark')
    expect(await office.complaints()).toEqual([])
  })

  it('Ada wants to know who waits longest', async () => {
    const names = ['Earliest', 'Middle', 'Latest']
    const { page } = await office.sit('ada')
    for (const name of names) {
      const customer = await office.customer(name)
      await customer.text(`${name} of three who wait`)
      await inbox(page).getByText(`${name} of three who wait`).waitFor()
      if (name === 'Earliest') await customer.text('Earliest of three who wait, again')
    }
    await page.getByRole('tab', { name: 'Unassigned' }).click()
    await page.getByRole('button', { name: 'Filter and order' }).click()
    await page.getByLabel('Order', { exact: true }).selectOption({ label: 'Longest waiting first' })
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    const three = inbox(page).getByText(/of three who wait/)
    await expect
      .poll(async () => (await three.allInnerTexts()).map((words) => words.split(' ', 1)[0]))
      .toEqual(names)
    expect(await office.complaints()).toEqual([])
  })

  it('[C189] Ada wants to put ten that need nothing out of the way at once, and has second thoughts', async () => {
    // Only rows in sight are drawn: all of them, and what others left in this office.
    const viewport = { width: 1440, height: 1800 }
    const { page } = await office.sit('ada', { viewport })
    const bob = await office.sit('bob', { viewport })
    for (let index = 1; index <= 10; index += 1) {
      await office.network.carrier.text(`+141555570${index + 10}`, 'Thanks, that is all')
    }
    const rows = (at: typeof page) => inbox(at).getByText('Thanks, that is all')
    await expect.poll(() => rows(page).count()).toBe(10)
    const boxes = inbox(page)
      .getByRole('listitem')
      .filter({ hasText: 'Thanks, that is all' })
      .getByRole('checkbox')
    const bar = page.getByRole('group', { name: 'With those selected' })
    const choose = async () => {
      await boxes.first().check()
      await boxes.last().click({ modifiers: ['Shift'] })
      await bar.getByText('10 selected').waitFor()
    }
    const everybodySees = async (count: number) => {
      for (const { page: at } of [{ page }, bob])
        await expect.poll(() => rows(at).count()).toBe(count)
    }
    await choose()
    expect(await violations(page)).toEqual([])
    await bar.getByRole('button', { name: 'Resolve' }).click()
    await everybodySees(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Reopened: 10 conversations').waitFor()
    await everybodySees(10)
    await choose()
    await page.keyboard.press('e')
    await everybodySees(0)
    await bob.page.getByRole('combobox', { name: 'Show' }).selectOption('resolved')
    await expect.poll(() => rows(bob.page).count()).toBe(10)
    expect(await office.complaints()).toEqual([])
  })

  it.each([1440, 390])(
    '[C189] Bob wants to reach every row in a window of %i px while he is told what he did',
    async (width) => {
      const { page } = await office.sit('bob', { viewport: { width, height: 700 } })
      const prefix = String(width).padStart(4, '0')
      for (let index = 1; index <= 9; index += 1) {
        const number = `+1415551${String(Number(prefix) + index).padStart(4, '0')}`
        await office.network.carrier.text(number, `Of nine ${width}`)
      }
      const rows = inbox(page).getByRole('listitem')
      await expect.poll(() => inbox(page).getByText(`Of nine ${width}`).count()).toBeGreaterThan(5)
      const bar = page.getByRole('group', { name: 'With those selected' })
      for (const row of [0, 1]) await rows.nth(row).getByRole('checkbox').check()
      await bar.getByRole('button', { name: 'Snooze' }).click()
      const panel = await bar.getByRole('group', { name: 'Snooze' }).boundingBox()
      const column = await page.getByRole('tabpanel').boundingBox()
      expect(panel!.x).toBeGreaterThanOrEqual(column!.x)
      expect(panel!.x + panel!.width).toBeLessThanOrEqual(column!.x + column!.width)
      await bar.getByRole('button', { name: 'Until the customer writes' }).click()
      const notice = page.getByText('Snoozed: 2 conversations')
      await notice.waitFor()
      const list = await page.getByRole('tabpanel').boundingBox()
      const told = await notice.boundingBox()
      expect(list!.y + list!.height).toBeLessThanOrEqual(told!.y)
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('Awake again: 2 conversations').waitFor()
      expect(await office.complaints()).toEqual([])
    },
  )

  it('[C22] Ada wants to read at night, and twice as large', async () => {
    const customer = await office.customer('Night Owl')
    const { page } = await office.sit('ada', { viewport: { width: 720, height: 450 } })
    await customer.text('Are you awake?')
    await inSettings(page, 'Language and look', async () => {
      await page.getByRole('radio', { name: 'Dark' }).check()
      expect(await violations(page)).toEqual([])
    })
    await openThread(page, 'Are you awake?')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await violations(page)).toEqual([])
    await reply(page).fill('Always')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await customer.sees('Always')
    await page.reload()
    await timeline(page).getByText('Always').waitFor()
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(
      'dark',
    )
    expect(await office.complaints()).toEqual([])
  })

  it('[C70] [C71] [C72] Ada wants to be told while she looks elsewhere, and not otherwise', async () => {
    const customer = await office.customer('Caller')
    const ada = await office.sit('ada', { permissions: ['notifications'] })
    const { page } = ada
    await customer.text('I would like a call')
    await openThread(page, 'I would like a call')
    await page.getByRole('button', { name: 'Take', exact: true }).click()
    await page.getByText('Held by you').first().waitFor()
    await page.evaluate(() => {
      const shown: string[] = []
      Object.assign(globalThis, { shown })
      globalThis.Notification = class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options)
          shown.push(`${title}: ${options?.body ?? ''}`)
        }
      }
    })
    await inSettings(page, 'Notifications', async () => {
      // Its tick comes once the browser has given its leave.
      await page.getByRole('checkbox', { name: 'Desktop notifications' }).click()
      await page.getByRole('checkbox', { name: 'Desktop notifications', checked: true }).waitFor()
      expect(await violations(page)).toEqual([])
    })
    await inbox(page).getByText('I would like a call').click()
    const shown = () => page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown)
    await customer.text('In sight')
    await timeline(page).getByText('In sight').waitFor()
    const other = await office.customer('Somebody Else')
    await other.text('Look at me instead')
    await openThread(page, 'Look at me instead')
    await customer.text('Out of sight')
    await expect.poll(() => page.title()).toBe('(1) Switchboard')
    await expect
      .poll(async () => (await shown()).join())
      .toMatch(/^New text from .*: Out of sight$/)
    await inbox(page).getByText('Out of sight').click()
    await expect.poll(() => page.title()).toBe('Switchboard')
    expect(await office.complaints()).toEqual([])
  })

  it('[C187] Ada wants to run through a long list with J held down', async () => {
    const { base, account } = office.network
    const target = { base, publicUrl: base, authToken: account.authToken }
    const first = 1000
    for (let index = 0; index < 80; index += 1)
      await postWebhook(target, {
        From: `+1415557${String(first + index)}`,
        To: LINE,
        Body: bodyOf(index),
      })
    const { page } = await office.sit('ada')
    await inbox(page).getByText(bodyOf(79)).waitFor()
    const closed: string[] = []
    page.on('websocket', (socket) => closed.push(`another socket: ${socket.url()}`))
    for (let time = 0; time < 60; time += 1) {
      await page.keyboard.down('j')
      await setTimeout(33)
    }
    await page.keyboard.up('j')
    const open = inbox(page).locator('[aria-current="true"]')
    const last = Number((await open.getAttribute('data-number'))?.slice(-4)) - first
    expect(last).toBeLessThan(40)
    await timeline(page).getByText(bodyOf(last)).waitFor()
    expect(closed).toEqual([])
    // What one only passed by is as unread as before.
    const passed = inbox(page).getByRole('listitem')
    await passed
      .filter({ hasText: bodyOf(last + 5) })
      .getByText('unread')
      .waitFor()
    expect(await office.complaints()).toEqual([])
  })
})

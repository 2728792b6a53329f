import { ConsoleClient, PASSWORD, people } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inSettings, reply, timeline } from '../e2e/support/people.ts'

const office = openOffice()

const told = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { told: string[] }).told)

/** Bob's window, with what it would show on his desktop kept in a list. */
async function sitTold(context?: { page: Page }): Promise<Page> {
  const page = context ? await context.page.context().newPage() : (await office.sit('bob')).page
  await page.context().grantPermissions(['notifications'])
  await page.addInitScript(() => {
    const list: string[] = []
    class Notice extends EventTarget {
      static readonly permission = 'granted'
      static readonly requestPermission = () => Promise.resolve('granted')
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super()
        list.push(body === '' ? title : `${title}: ${body}`)
      }
    }
    Object.assign(globalThis, { told: list, Notification: Notice })
  })
  await page.goto(office.network.base)
  await page.getByRole('tab', { name: 'Mine' }).waitFor()
  return page
}

/** Ada, without a window. */
async function colleague(): Promise<ConsoleClient> {
  const ada = await ConsoleClient.signIn(office.network.base, people.ada, PASSWORD)
  return ada.connect()
}

function idOf(client: ConsoleClient, name: string): string {
  const [welcome] = client.frames.filter((frame) => frame.type === 'welcome')
  return welcome?.agents.find((one) => one.name === name)?.id ?? ''
}

describe('being told', { timeout: 120_000 }, () => {
  it('[C70] [C71] [C72] Bob hears of what becomes his, whatever he looks at, once', async () => {
    await using ada = await colleague()
    await ada.request('set-presence', { presence: 'busy' })
    const page = await sitTold()
    await inSettings(page, 'Notifications', async () => {
      await page.getByRole('checkbox', { name: 'Desktop notifications' }).check()
    })
    const second = await sitTold({ page })
    await second.goto(`${office.network.base}/settings/look`)
    const all = async () => [...(await told(page)), ...(await told(second))]
    const titles = () => Promise.all([page.title(), second.title()])

    await page.getByRole('tab', { name: 'Mine' }).click()
    await ada.request('put-settings', { automaticAssignment: true })
    const first = await office.customer('Handed Out')
    await first.text('Anybody there?')
    await expect.poll(all, { timeout: 10_000 }).toEqual([expect.any(String)])
    await expect.poll(titles).toEqual(['(1) Switchboard', '(1) Switchboard'])

    await ada.request('put-settings', { automaticAssignment: false })
    await page.getByRole('tab', { name: 'Unassigned' }).click()
    const other = await office.customer('Handed On')
    await other.text('One more thing')
    await page.getByText('One more thing').waitFor()
    const agent = idOf(ada, people.bob)
    const { number } = other
    await ada.request('take', { number, assignmentVersion: 0 })
    await ada.request('transfer', { number, assignmentVersion: 1, to: { kind: 'agent', agent } })
    await expect.poll(all, { timeout: 10_000 }).toHaveLength(2)
    expect((await all()).some((title) => title.endsWith('is yours now: One more thing'))).toBe(true)
    await expect.poll(titles).toEqual(['(2) Switchboard', '(2) Switchboard'])

    // Nothing of it is new to a page that is loaded, and the count is there at once.
    await page.reload()
    await page.getByRole('tab', { name: 'Unassigned', selected: true }).waitFor()
    await expect.poll(() => page.title()).toBe('(2) Switchboard')
    await page.getByRole('tab', { name: 'Mine' }).click()
    await page.getByText('One more thing').waitFor()
    expect(await told(page)).toEqual([])
  })

  it('[C70] Bob hears that his reply did not arrive, of a note that names him, and of what wakes', async () => {
    await using ada = await colleague()
    const page = await sitTold()
    await inSettings(page, 'Notifications', async () => {
      await page.getByRole('checkbox', { name: 'Desktop notifications' }).check()
    })
    const all = () => told(page)
    const customer = await office.customer('Far Away')
    const { number } = customer
    await customer.text('Where are you?')
    await page.getByRole('tab', { name: 'Unassigned' }).click()
    await openThread(page, 'Where are you?')
    await office.network.carrier.fault('undelivered', { number })
    await office.network.carrier.fault('callback-late', { number, count: 9, ms: 4_000 })
    await page.getByRole('button', { name: 'Take', exact: true }).click()
    await reply(page).fill('Round the corner')
    await reply(page).press('Control+Enter')
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect.poll(all, { timeout: 20_000 }).toEqual([expect.stringMatching(/^Not delivered: /)])

    const agent = idOf(ada, people.bob)
    await ada.request('note', { number, body: '@Bob call them', mentions: [agent] })
    await expect.poll(all, { timeout: 10_000 }).toHaveLength(2)
    expect((await all())[1]).toMatch(/^A note about .* names you: Ada.* noted: @Bob call them$/)

    const { conversation } = await ada.request('entries', { number })
    const { assignmentVersion } = conversation
    const until = new Date(Date.now() + 1_500).toISOString()
    await ada.request('snooze', { number, assignmentVersion, until })
    await expect.poll(all, { timeout: 45_000 }).toHaveLength(3)
    expect((await all())[2]).toMatch(/is open again: its time has come/)
  })

  it('[C164] Ada hears soon that nothing answers', async () => {
    const customer = await office.customer('Behind The Router')
    const { page } = await office.sit('ada')
    await customer.text('Are you open?')
    await openThread(page, 'Are you open?')
    const { pid } = office.network.frontDoor
    process.kill(pid!, 'SIGSTOP')
    try {
      await reply(page).fill('Until six')
      await reply(page).press('Control+Enter')
      await page
        .getByText(/has not answered for some seconds.*One reply waits/)
        .waitFor({ timeout: 12_000 })
    } finally {
      process.kill(pid!, 'SIGCONT')
    }
    await timeline(page).getByText('Until six').waitFor()
    await page.getByText(/has not answered/).waitFor({ state: 'detached' })
    await customer.sees('Until six')
    expect(await customer.received('Until six')).toBe(1)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { eachStory, Office, openThread } from '../e2e/support/office.ts'
import { inbox, reply, timeline } from '../e2e/support/people.ts'

let office: Office
beforeAll(async () => {
  office = await Office.open({ gateways: 2 })
}, 120_000)
afterAll(() => office[Symbol.asyncDispose]())
eachStory(() => office)

describe('trouble', { timeout: 120_000 }, () => {
  it('[C5] [C13] Ada wants to answer in a tunnel', async () => {
    const customer = await office.customer('Above Ground')
    const [ada, bob] = [await office.sitHeld('ada'), await office.sit('bob')]
    await customer.text('Can I pick it up today?')
    await openThread(ada.page, 'Can I pick it up today?')
    await ada.context.setOffline(true)
    ada.cut()
    await ada.page
      .getByText(/^Reconnecting/)
      .first()
      .waitFor()
    await reply(ada.page).fill('Yes, until six')
    await reply(ada.page).press('Control+Enter')
    await timeline(ada.page).getByText('Waiting for the connection').waitFor()
    expect(await violations(ada.page)).toEqual([])
    await customer.text('Hello?')
    await inbox(bob.page).getByText('Hello?').waitFor()
    expect(await customer.received('Yes, until six')).toBe(0)
    ada.mend()
    await ada.context.setOffline(false)
    // What came meanwhile is shown before the reply goes: it may not be right any more.
    const held = ada.page.getByRole('alert').filter({ hasText: 'you had not seen this' })
    await held.getByRole('button', { name: 'Send anyway' }).click()
    await customer.sees('Yes, until six')
    await timeline(bob.page).or(inbox(bob.page)).getByText('Yes, until six').first().waitFor()
    expect(await customer.received('Yes, until six')).toBe(1)
    expect(await office.complaints()).toEqual([])
  })

  it('[C13] [O1] Ada wants her reply to survive that she closes the lid without a connection', async () => {
    const customer = await office.customer('Lid')
    const ada = await office.sit('ada')
    await customer.text('Is it repaired?')
    await openThread(ada.page, 'Is it repaired?')
    await office.network.frontDoor.kill()
    await ada.page
      .getByText(/^Reconnecting/)
      .first()
      .waitFor()
    await reply(ada.page).fill('It is, come by')
    await reply(ada.page).press('Control+Enter')
    await timeline(ada.page).getByText('Waiting for the connection').waitFor()
    await ada.page.goto('about:blank')
    await office.network.frontDoor.start()
    await ada.page.goBack()
    await customer.sees('It is, come by')
    expect(await customer.received('It is, come by')).toBe(1)
    await timeline(ada.page).getByText('It is, come by').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C2] [B1] [B2] Ada and Bob want to miss nothing while the switchboard is killed and comes back', async () => {
    const customer = await office.customer('Insistent')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('Are you still there?')
    for (const { page } of [ada, bob]) await openThread(page, 'Are you still there?')
    await reply(ada.page).fill('Always')
    await office.network.switchboard.kill()
    await ada.page
      .getByText(/The switchboard is out of reach/)
      .first()
      .waitFor()
    await customer.text('Nobody?')
    await reply(ada.page).press('Control+Enter')
    await office.network.switchboard.start()
    // Should the carrier have got the text through before, Ada is asked first.
    const held = ada.page.getByRole('button', { name: 'Send anyway' })
    await held.or(timeline(ada.page).getByText('Delivered')).first().waitFor({ timeout: 60_000 })
    if (await held.isVisible()) await held.click()
    await customer.sees('Always')
    // What nobody could take then is found at the carrier.
    for (const { page } of [ada, bob])
      await timeline(page).getByText('Nobody?').waitFor({ timeout: 60_000 })
    for (const words of ['Are you still there?', 'Nobody?', 'Always'])
      expect(await timeline(bob.page).getByText(words, { exact: true }).count()).toBe(1)
    expect(await customer.received('Always')).toBe(1)
    expect(await office.complaints()).toEqual([])
  })

  it('[C2] Ada and Bob want to go on when a gateway dies', async () => {
    const customer = await office.customer('Unimpressed')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('Which colours are there?')
    for (const { page } of [ada, bob]) await openThread(page, 'Which colours are there?')
    const [first, second] = office.network.gateways
    await first?.kill()
    await customer.text('Is there green?')
    for (const { page } of [ada, bob]) await timeline(page).getByText('Is there green?').waitFor()
    await first?.start()
    await second?.kill()
    await reply(ada.page).fill('There is green')
    await reply(ada.page).press('Control+Enter')
    await customer.sees('There is green')
    await timeline(bob.page).getByText('There is green').waitFor()
    await second?.start()
    expect(await customer.received('There is green')).toBe(1)
    expect(await office.complaints()).toEqual([])
  })

  it('[O3] Ada wants her reply to go out once the carrier is back', async () => {
    const customer = await office.customer('Far Away')
    const ada = await office.sit('ada')
    await customer.text('When do I get it?')
    await openThread(ada.page, 'When do I get it?')
    await office.network.simulator.kill()
    await reply(ada.page).fill('On Friday')
    await reply(ada.page).press('Control+Enter')
    await timeline(ada.page).getByText('On Friday').waitFor()
    await timeline(ada.page).getByText('Sending').waitFor()
    await office.network.simulator.start()
    await customer.sees('On Friday')
    await timeline(ada.page).getByText('Delivered').waitFor()
    expect(await customer.received('On Friday')).toBe(1)
    expect(await office.complaints()).toEqual([])
  })

  it('[C11] Ada wants to know why her reply did not arrive, and what to do', async () => {
    const customer = await office.customer('Phone Off')
    const [ada, bob] = [await office.sit('ada'), await office.sit('bob')]
    await customer.text('Call me please')
    await openThread(ada.page, 'Call me please')
    await office.network.carrier.fault('undelivered', { errorCode: 30003, number: customer.number })
    await reply(ada.page).fill('We tried to')
    await reply(ada.page).press('Control+Enter')
    await timeline(ada.page)
      .getByText(/the phone is off or out of reach\. Try later/)
      .waitFor()
    const row = inbox(bob.page).getByRole('listitem').filter({ hasText: 'We tried to' })
    await row.getByText('Failed').waitFor()
    expect(await violations(ada.page)).toEqual([])
    await reply(ada.page).fill('We tried to call')
    await reply(ada.page).press('Control+Enter')
    await customer.sees('We tried to call')
    await inbox(bob.page).getByText('We tried to call').waitFor()
    expect(await office.complaints()).toEqual([])
  })

  it('[C30] [O5] [O14] Ada wants certainty about a reply, and never to send it twice', async () => {
    const customer = await office.customer('Certain')
    const ada = await office.sit('ada')
    await customer.text('Did you book the table?')
    await openThread(ada.page, 'Did you book the table?')
    const { carrier } = office.network
    for (const kind of ['answer-lost', 'callback-lost'])
      await carrier.fault(kind, { number: customer.number, count: null })
    await carrier.fault('list-lag', { scope: 'rest', count: null, ms: 600_000 })
    await reply(ada.page).fill('It is booked for eight')
    await reply(ada.page).press('Control+Enter')
    const row = timeline(ada.page).getByRole('article').filter({ hasText: 'booked for eight' })
    await row.getByText(/^Not certain/).waitFor()
    expect(await violations(ada.page)).toEqual([])
    await row.getByRole('button', { name: 'Check again' }).click()
    await row.getByText('The carrier does not have it so far.').waitFor()
    await office.endTrouble()
    await row.getByRole('button', { name: 'Check again' }).click()
    await row.getByText('Delivered').waitFor()
    await customer.sees('It is booked for eight')
    expect(await customer.received('It is booked for eight')).toBe(1)
    expect(await office.complaints()).toEqual([])
  })
})

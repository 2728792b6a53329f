import { AxeBuilder } from '@axe-core/playwright'
import { people, TestNetwork } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openTab, screenshot } from './support/browser.ts'
import { becomeAdmin, inbox, signIn, text, timeline } from './support/people.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Violations of WCAG 2.2 A and AA, by their names. */
async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  return (await new AxeBuilder({ page }).withTags(tags).analyze()).violations.map(({ id }) => id)
}

const question = 'Hi, when do you open tomorrow?'

describe('the work of two agents', () => {
  it('[C32] [C34] [C35] is handed on with a note, and a snooze ends when the customer writes', async () => {
    await using network = await TestNetwork.create()
    const ada = await openTab(browser)
    await becomeAdmin(ada.page, network, people.ada)
    await addPerson(ada.page, people.bob)
    const desk = await openTab(browser)
    await desk.page.goto(`${network.base}/phone`)
    await text(desk.page, 'Tom Okafor', question)
    await inbox(ada.page).getByText(question).click()
    const bob = await openTab(browser)
    await signIn(bob.page, network, people.bob)

    await ada.page.getByRole('button', { name: 'Transfer' }).click()
    const panel = ada.page.getByRole('group', { name: 'Transfer' })
    const to = panel.getByLabel('Hand it to')
    await to.selectOption({ label: `${people.bob} · here` })
    await panel.getByLabel('Note to the next one').fill('He asked twice. Be kind!')
    expect(await violations(ada.page)).toEqual([])
    await screenshot(ada.page, '20-transfer')
    await panel.getByRole('button', { name: 'Hand on' }).click()

    await bob.page.getByRole('tab', { name: 'Mine' }).click()
    await inbox(bob.page).getByText('Be kind!').click()
    await timeline(bob.page).getByText(`${people.ada} passed it to you`).waitFor()
    await timeline(bob.page).getByRole('article', { name: 'Private note' }).waitFor()
    await bob.page.getByRole('button', { name: 'Note', exact: true }).click()
    expect(await violations(bob.page)).toEqual([])
    await screenshot(bob.page, '21-note')
    await bob.page.getByRole('button', { name: 'Reply', exact: true }).click()

    await bob.page.getByRole('button', { name: 'Snooze' }).click()
    await bob.page.getByRole('button', { name: 'Until the customer writes' }).click()
    await bob.page.getByRole('button', { name: 'Wake now' }).waitFor()
    await bob.page.getByRole('combobox', { name: 'Show' }).selectOption('snoozed')
    await inbox(bob.page).getByText('Until they write').waitFor()
    await text(desk.page, 'Tom Okafor', 'Never mind, I found it')
    await timeline(bob.page).getByText('Never mind, I found it').waitFor()
    await bob.page.getByRole('button', { name: 'Snooze' }).waitFor()
    await bob.page.getByRole('combobox', { name: 'Show' }).selectOption('open')
    await inbox(bob.page).getByText('Never mind, I found it').waitFor()
    const complaints = [ada, bob].flatMap((tab) => tab.complaints)
    // Before one signs in nobody is.
    expect(complaints.filter((words) => !words.includes('status of 401'))).toEqual([])
    for (const { context } of [ada, bob, desk]) await context.close()
  })
})

async function addPerson(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'People' }).click()
  const dialog = page.getByRole('dialog', { name: 'People' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Password').fill('correct horse battery staple')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.getByText(`${name} can sign in now`).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
}

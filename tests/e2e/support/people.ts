import { PASSWORD, type TestNetwork } from '@switchboard/dev-env'
import type { Locator, Page } from 'playwright-core'

/** The first admin comes in by the link that the start printed. */
export async function becomeAdmin(page: Page, network: TestNetwork, name: string): Promise<void> {
  await page.goto(`${network.base}/welcome/${network.welcomeToken}`)
  await fillCredentials(page, name)
  await page
    .getByRole('list', { name: 'Inbox' })
    .or(page.getByRole('tab', { name: 'Mine' }))
    .first()
    .waitFor()
}

export async function signIn(page: Page, network: TestNetwork, name: string): Promise<void> {
  await page.goto(network.base)
  await fillCredentials(page, name)
  await page.getByRole('tab', { name: 'Mine' }).waitFor()
}

async function fillCredentials(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button').and(page.locator('[type=submit]')).click()
}

/** Makes a link for a colleague in the settings, and goes back to the conversations. */
export async function inviteColleague(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('Link to send').inputValue()
  await page.getByRole('link', { name: 'Back to conversations' }).click()
  return link
}

/** Opens a page of the settings, does something there, and goes back to the conversations. */
export async function inSettings(
  page: Page,
  name: string,
  change: () => Promise<void>,
): Promise<void> {
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await change()
  // On a small window the way back leads over the list of pages.
  const toPages = page.getByRole('link', { name: 'Back to all settings' })
  if (await toPages.isVisible()) await toPages.click()
  await page.getByRole('link', { name: 'Back to conversations' }).click()
}

/** A colleague comes in by the link they were sent. */
export async function joinByLink(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await fillCredentials(page, name)
  await page.getByRole('tab', { name: 'Mine' }).waitFor()
}

/** One of the phones on the simulator's desk. */
export function phone(page: Page, name: string): Locator {
  return page.getByRole('region', { name })
}

export async function text(page: Page, name: string, body: string): Promise<void> {
  await textFrom(phone(page, name), body)
}

export async function textFrom(theirs: Locator, body: string): Promise<void> {
  await theirs.getByRole('textbox', { name: 'Message' }).fill(body)
  await theirs.getByRole('button', { name: 'Send', exact: true }).click()
}

export const timeline = (page: Page): Locator => page.getByRole('log', { name: 'Timeline' })
export const inbox = (page: Page): Locator => page.getByRole('list', { name: 'Inbox' })
export const reply = (page: Page): Locator => page.getByRole('textbox', { name: 'Reply' })

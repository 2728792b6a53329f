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

/** One of the phones on the simulator's desk. */
export function phone(page: Page, name: string): Locator {
  return page.getByRole('region', { name })
}

export async function text(page: Page, name: string, body: string): Promise<void> {
  await phone(page, name).getByRole('textbox', { name: 'Message' }).fill(body)
  await phone(page, name).getByRole('button', { name: 'Send', exact: true }).click()
}

export const timeline = (page: Page): Locator => page.getByRole('log', { name: 'Timeline' })
export const inbox = (page: Page): Locator => page.getByRole('list', { name: 'Inbox' })
export const reply = (page: Page): Locator => page.getByRole('textbox', { name: 'Reply' })

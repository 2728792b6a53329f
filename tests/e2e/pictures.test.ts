import { people, TestNetwork } from '@switchboard/dev-env'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePicture, toDataUrl } from '../support/make-picture.ts'
import { violations } from './support/axe.ts'
import { holdSocket, launchBrowser, openTab, screenshot } from './support/browser.ts'
import { becomeAdmin, inbox, reply, timeline } from './support/people.ts'

const MAYA = '+14155550142'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const wide = makePicture(1200, 800, [244, 190, 92], [106, 61, 139])
const tall = makePicture(600, 1000, [58, 134, 161], [18, 43, 60])
const square = makePicture(500, 500, [214, 96, 77], [253, 219, 199])

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })

describe('pictures, on the real pages', () => {
  it('[D15] [D16] [D17] sees what a customer sent, looks at it closely, and answers with one', async () => {
    await using network = await TestNetwork.create()
    const { page, complaints } = await openTab(browser)
    await becomeAdmin(page, network, people.ada)
    const { carrier } = network
    await carrier.text(MAYA, 'It came like this:', { mediaUrls: [toDataUrl(wide)] })
    await carrier.text(MAYA, '', { mediaUrls: [wide, tall, square].map(toDataUrl) })
    await carrier.text(MAYA, '', { mediaUrls: [toDataUrl(tall)] })
    await page.getByRole('tab', { name: 'All' }).click()
    await inbox(page).getByRole('listitem').first().click()
    const pictures = timeline(page).getByRole('img', { name: /^Picture from/ })
    await expect.poll(() => pictures.count()).toBe(5)
    await expect
      .poll(() =>
        pictures.evaluateAll((all) =>
          all.every((one) => (one as HTMLImageElement).naturalWidth > 0),
        ),
      )
      .toBe(true)
    await screenshot(page, 'pictures-1-thread')
    expect(await violations(page)).toEqual([])

    await timeline(page)
      .getByRole('button', { name: /^Picture from/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog', { name: /^Picture from/ })
    await dialog.getByText(/1 of 5/).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await dialog.getByText(/3 of 5/).waitFor()
    await screenshot(page, 'pictures-2-lightbox')
    expect(await violations(page)).toEqual([])
    const download = page.waitForEvent('download')
    await dialog.getByRole('link', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toMatch(/^picture-.{8}\.png$/)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    // The lightbox that is just closed has a part of this name, too.
    const attach = page.getByLabel('Pictures', { exact: true }).and(page.locator('input'))
    await attach.setInputFiles([file('a.png', wide), file('b.png', tall)])
    await page.getByText(/2 of 10 pictures/).waitFor()
    const drawing = { name: 'page.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }
    await attach.setInputFiles(drawing)
    await page
      .getByRole('alert')
      .getByText(/only JPEG, PNG and GIF/)
      .waitFor()
    await reply(page).fill('We are so sorry. Is it this one you would like instead?')
    await screenshot(page, 'pictures-3-composer')
    expect(await violations(page)).toEqual([])
    await page.reload()
    const tray = page.getByRole('list', { name: 'Pictures to send' })
    await expect.poll(() => tray.getByRole('listitem').count()).toBe(2)
    await page.getByRole('button', { name: 'Remove picture 2' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await timeline(page).getByText('Delivered').waitFor()
    const [sent] = (await carrier.texts(MAYA)).filter(({ direction }) => direction === 'outbound')
    expect(sent?.pictures).toHaveLength(1)
    await timeline(page)
      .getByRole('img', { name: /^Picture to/ })
      .waitFor()
    await screenshot(page, 'pictures-4-sent')

    await page.emulateMedia({ colorScheme: 'dark' })
    await screenshot(page, 'pictures-5-dark')
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => beside(page)).toEqual([])
    await screenshot(page, 'pictures-6-phone')
    expect(complaints).toEqual([])
  })

  it('[D19] loads a picture anew that did not come: by hand, and once there is a connection', async () => {
    await using network = await TestNetwork.create()
    const { page } = await openTab(browser)
    const socket = await holdSocket(page)
    await becomeAdmin(page, network, people.ada)
    for (const picture of [wide, tall])
      await network.carrier.text(MAYA, '', { mediaUrls: [toDataUrl(picture)] })
    let refused = 0
    await page.route('**/media/*', (route) => {
      refused += 1
      return route.abort()
    })
    await page.getByRole('tab', { name: 'All' }).click()
    await inbox(page).getByRole('listitem').first().click()
    const broken = timeline(page).getByText('The picture could not be loaded.')
    const pictures = timeline(page).getByRole('img', { name: /^Picture from/ })
    await expect.poll(() => broken.count()).toBe(2)
    await screenshot(page, 'pictures-7-not-loaded')
    expect(await violations(page)).toEqual([])
    const again = page.getByRole('button', { name: 'Try again' })
    await again.first().click()
    // Both pictures, whether the first is lost, and that picture once more.
    await expect.poll(() => refused).toBe(4)
    await expect.poll(() => broken.count()).toBe(2)
    await page.unroute('**/media/*')
    await again.first().press('Enter')
    await expect.poll(() => pictures.count()).toBe(1)
    expect(await broken.count()).toBe(1)
    socket.cut()
    await page.locator('[data-connection]').waitFor()
    socket.mend()
    await expect.poll(() => pictures.count()).toBe(2)
    await page.close()
  })

  it('[D19] loads a picture of a draft anew that did not come, and still sends it', async () => {
    await using network = await TestNetwork.create()
    const { page } = await openTab(browser)
    await becomeAdmin(page, network, people.ada)
    await network.carrier.text(MAYA, 'Which one?')
    await page.getByRole('tab', { name: 'All' }).click()
    await inbox(page).getByRole('listitem').first().click()
    await page
      .getByLabel('Pictures', { exact: true })
      .and(page.locator('input'))
      .setInputFiles([file('a.png', wide)])
    const tray = page.getByRole('list', { name: 'Pictures to send' })
    await page.getByText(/1 picture/).waitFor()
    // It is counted from the start; only what was taken in is kept with the draft, a second later.
    await tray.getByRole('status').waitFor({ state: 'detached' })
    await page.waitForTimeout(2000)
    await page.route('**/media/*', (route) => route.abort())
    await page.reload()
    const again = page.getByRole('button', { name: 'The picture could not be loaded. Try again' })
    await again.waitFor()
    await screenshot(page, 'pictures-8-draft-not-loaded')
    expect(await violations(page)).toEqual([])
    await page.unroute('**/media/*')
    await again.click()
    await again.waitFor({ state: 'detached' })
    const picture = tray.getByRole('img')
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await timeline(page).getByText('Delivered').waitFor()
    await page.close()
  })
})

/** The pictures of the thread and their captions that the window cuts off, or that begin out of sight. */
function beside(page: Page): Promise<string[]> {
  return timeline(page)
    .locator('[data-media], article [dir=auto]')
    .evaluateAll((all) =>
      all
        .map((one) => one.getBoundingClientRect())
        .filter(({ left, right }) => left < 0 || right > innerWidth)
        .map(({ left, right }) => `${left} to ${right}`),
    )
}

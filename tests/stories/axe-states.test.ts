import { people } from '@switchboard/dev-env'
import type { Page, WebSocketRoute } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from '../e2e/support/axe.ts'
import { openTab } from '../e2e/support/browser.ts'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { inbox, reply, signIn, timeline } from '../e2e/support/people.ts'
import { settingsPages } from '../e2e/support/settings-pages.ts'
import { makePicture, toDataUrl } from '../support/make-picture.ts'

const office = openOffice()

const themes = ['light', 'dark'] as const
/** What the gateway closes a connection with, and what the page says then. */
const closings = [
  [4503, 'too slow for all that happens here'],
  [4406, 'A new version is here.'],
] as const

/** The code of parts of the page, one of which breaks as it is drawn. */
const partsWith = (broken: string, ...others: string[]) => ({
  contentType: 'text/javascript',
  body: [
    `export function ${broken}() { throw new Error('broken') }`,
    ...others.map((name) => `export const ${name} = () => null`),
  ].join('\n'),
})

/** Keeps what is wrong in each state, so that one run tells all of it. */
function tour(page: Page, colorSchemes: readonly ('light' | 'dark')[] = themes) {
  const found: string[] = []
  return {
    found,
    look: async (state: string): Promise<void> => {
      for (const colorScheme of colorSchemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        found.push(...(await violations(page)).map((what) => `${state}, ${colorScheme}: ${what}`))
      }
    },
  }
}

describe('what is seldom seen, for whoever cannot see or point', { timeout: 180_000 }, () => {
  it('[C167] breaks no rule of WCAG 2.2 AA where an address or a session is over', async () => {
    const { page } = await office.sit('ada')
    const { found, look } = tour(page)
    await page.goto(`${office.network.base}/nowhere`)
    await page.getByRole('link', { name: 'Go to the inbox' }).waitFor()
    await look('no such page')
    await page.goto(`${office.network.base}/c/%2B14155550999`)
    await page.getByText('There are no texts with').waitFor()
    await look('nobody’s number')

    const stranger = await openTab(office.browser)
    const door = tour(stranger.page)
    await stranger.page.goto(`${office.network.base}/invite/over`)
    await stranger.page.getByText('This invitation is over').waitFor()
    await door.look('an invitation that is over')
    await signIn(stranger.page, office.network, people.bob)
    const second = await stranger.context.newPage()
    await second.goto(office.network.base)
    await second.getByRole('tab', { name: 'Mine' }).waitFor()
    await second.evaluate(() => fetch('/session', { method: 'DELETE' }))
    await stranger.page.getByText('You have been signed out.').waitFor()
    await door.look('signed out')
    await stranger.context.close()
    expect([...found, ...door.found]).toEqual([])
  })

  it('[C163] [C167] breaks none where something broke', async () => {
    const customer = await office.customer('Breaks')
    await customer.text('Does it still work?')
    const { page } = await office.sit('ada')
    const { found, look } = tour(page)
    await page.route(/\/settings-area-\w+\.js$/, (route) =>
      route.fulfill(partsWith('SettingsArea')),
    )
    // As where the console comes over plain http, and there is none.
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'clipboard', { value: undefined }),
    )
    await page.goto(`${office.network.base}/settings/look`)
    await page.getByText('Something broke in this page.').waitFor()
    await look('a broken page')
    const others = ['BulkBar', 'BulkRefusals', 'Dialog', 'EmptyInbox', 'FilterForm']
    await page.route(/\/parts-\w+\.js$/, (route) =>
      route.fulfill(partsWith('ThreadPane', ...others, 'Told', 'UndoNotice')),
    )
    await page.goto(`${office.network.base}/c/${encodeURIComponent(customer.number)}`)
    await page.getByText('This conversation could not be shown.').waitFor()
    await look('a broken thread')
    await page.getByRole('button', { name: 'Copy details' }).click()
    await page.getByRole('textbox', { name: 'Details of the error' }).waitFor()
    await look('the details of an error')
    expect(found).toEqual([])
  })

  it('[C164] [C167] breaks none where the connection is too slow, or the page too old', async () => {
    const found: string[] = []
    for (const [code, words] of closings) {
      const { page, context } = await openTab(office.browser)
      const state = tour(page)
      let isOver = false
      const sockets = new Set<WebSocketRoute>()
      await page.routeWebSocket(/\/agent$/, (socket) => {
        if (isOver) return void socket.close({ code })
        socket.connectToServer()
        sockets.add(socket)
      })
      await signIn(page, office.network, people.ada)
      isOver = true
      for (const socket of sockets) void socket.close({ code })
      await page.getByText(words).waitFor()
      await state.look(words)
      found.push(...state.found)
      await context.close()
    }
    expect(found).toEqual([])
  })

  it('[C167] breaks none in the dark, in what one comes to while working', async () => {
    const [failed, unknown] = [await office.customer('Failed'), await office.customer('Unknown')]
    const { page } = await office.sit('ada', { colorScheme: 'dark' })
    const { found, look } = tour(page, ['dark'])
    const { carrier } = office.network
    await carrier.text(failed.number, 'Like this one', {
      mediaUrls: [toDataUrl(makePicture(300, 200, [244, 190, 92], [106, 61, 139]))],
    })
    await carrier.fault('undelivered', { number: failed.number })
    await openThread(page, 'Like this one')
    await timeline(page)
      .getByRole('button', { name: /^Picture from/ })
      .click()
    await page.getByRole('dialog', { name: /^Picture from/ }).waitFor()
    await look('a picture')
    await page.keyboard.press('Escape')
    await reply(page).fill('We have it in blue')
    await reply(page).press('Control+Enter')
    await timeline(page).getByRole('button', { name: 'Send again' }).waitFor()
    await look('a reply that failed')
    await customerForms(page, look)
    await page.keyboard.press('Control+f')
    await page.getByRole('search', { name: /^Find in/ }).waitFor()
    await page.getByRole('searchbox').fill('blue')
    await page.getByText('Entry 1 of 1', { exact: true }).waitFor()
    await look('what was found')
    await page.keyboard.press('Escape')

    await carrier.fault('server-error', { number: unknown.number })
    await unknown.text('And in green?')
    await openThread(page, 'And in green?')
    await reply(page).fill('In green as well')
    await reply(page).press('Control+Enter')
    await timeline(page)
      .getByText(/^Not certain/)
      .waitFor()
    await look('a reply nobody knows of')
    await listForms(page, look)
    expect(found).toEqual([])
    expect(await office.complaints()).toEqual([])
  })

  it('[C60] [C167] breaks none in the settings in Chinese', async () => {
    const { page } = await office.sit('ada', { locale: 'zh-CN' })
    const { found, look } = tour(page)
    for (const name of settingsPages) {
      await page.goto(`${office.network.base}/settings/${name}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('heading', { level: 1, name: /[一-鿿]/ }).waitFor()
      await look(name)
    }
    expect(found).toEqual([])
    expect(await office.complaints()).toEqual([])
  })
})

type Look = (state: string) => Promise<void>

/** What is written about the customer beside the thread. */
async function customerForms(page: Page, look: Look): Promise<void> {
  const ways = ['Add a name', /^(Set|Change)$/, 'Add a note', 'Block…', 'Record opt-out…']
  for (const name of ways) {
    await page.getByRole('button', { name, exact: true }).click()
    await look(String(name))
    await page.keyboard.press('Escape')
  }
}

/** What chooses and filters rows, and what begins a conversation. */
async function listForms(page: Page, look: Look): Promise<void> {
  for (const box of [0, 1])
    await inbox(page).getByRole('listitem').nth(box).getByRole('checkbox').check()
  const bar = page.getByRole('group', { name: 'With those selected' })
  await bar.getByText('2 selected').waitFor()
  await look('two selected')
  for (const name of ['Snooze', 'Labels']) {
    await bar.getByRole('button', { name }).click()
    await look(`${name} of two selected`)
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Filter and order' }).click()
  await page.getByLabel('Order', { exact: true }).waitFor()
  await look('filter and order')
  await page.keyboard.press('Escape')
  await timeline(page).focus()
  await page.keyboard.press('c')
  const starting = page.getByRole('dialog', { name: 'New conversation' })
  await starting.waitFor()
  await look('a new conversation')
  await starting.getByRole('button', { name: 'Send', exact: true }).click()
  await starting.getByText('Please give a phone number.').waitFor()
  await look('a new conversation without a number')
}

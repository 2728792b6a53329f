import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { unseenFocus } from '../e2e/support/focus.ts'
import { openOffice, openThread } from '../e2e/support/office.ts'
import { reply, timeline } from '../e2e/support/people.ts'
import { settingsPages } from '../e2e/support/settings-pages.ts'

const office = openOffice()

/** What opens over the thread, by the button that opens it. */
const menus = ['Snooze', 'Transfer', 'Labels', 'Priority', 'Emoji']

/** Where the focus is not seen in either theme, each with the place it is in. */
function tour(page: Page) {
  const unseen: string[] = []
  return {
    unseen,
    /** Goes through all of it from where the focus is, or to so many stops. */
    go: async (place: string, atLeast: number, most?: number): Promise<void> => {
      const found = await unseenFocus(page, most)
      unseen.push(...found.unseen.map((what) => `${place}: ${what}`))
      if (found.stops < atLeast) unseen.push(`${place}: only ${found.stops} stops`)
    },
  }
}

describe('where the focus is', { timeout: 120_000 }, () => {
  it.each(['light', 'dark'] as const)(
    '[C166] Ada wants to see where she is as she goes through the desk by keyboard, %s',
    async (colorScheme) => {
      const customer = await office.customer(`Focus ${colorScheme}`)
      const { page } = await office.sit('ada', { colorScheme })
      await office.network.carrier.fault('undelivered', { number: customer.number })
      await customer.text('Look at https://example.com, it is terrible')
      await openThread(page, 'Look at')
      await reply(page).fill('It’s there')
      await reply(page).press('Control+Enter')
      await timeline(page).getByRole('button', { name: 'Send again' }).waitFor()
      await reply(page).fill('It’s there, look')
      const { unseen, go } = tour(page)
      await go('a thread', 30)
      await page.locator('[data-action=note]').click()
      await go('a note', 30)
      for (const name of menus) {
        await page.getByRole('button', { name, exact: true }).click()
        if (name === 'Emoji') await page.getByRole('gridcell').first().waitFor()
        await go(name, 2, 12)
        await page.keyboard.press('Escape')
      }
      for (const key of ['Control+k', 'c', 'Control+f', '?']) {
        await timeline(page).focus()
        await page.keyboard.press(key)
        await page.getByRole('dialog').or(page.getByRole('search')).first().waitFor()
        await go(key, 1, 8)
        await page.keyboard.press('Escape')
      }
      expect(unseen).toEqual([])
      expect(await office.complaints()).toEqual([])
    },
  )

  it.each(['light', 'dark'] as const)(
    '[C166] Ada wants to see where she is in the settings, %s',
    async (colorScheme) => {
      const { page } = await office.sit('ada', { colorScheme })
      const { unseen, go } = tour(page)
      for (const name of settingsPages) {
        await page.goto(`${office.network.base}/settings/${name}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await go(name, 12)
      }
      expect(unseen).toEqual([])
      expect(await office.complaints()).toEqual([])
    },
  )
})

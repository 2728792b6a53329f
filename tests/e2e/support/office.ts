import { people, TestNetwork, type NetworkOptions } from '@switchboard/dev-env'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { violations } from './axe.ts'
import { holdSocket, launchBrowser, openTab, screenshot, type Tab } from './browser.ts'
import { inbox, phone, textFrom, timeline } from './people.ts'

type Person = keyof typeof people

/** A customer with a phone of their own on the simulator's desk. */
export interface Customer {
  number: string
  phone: Locator
  text: (body: string) => Promise<void>
  /** Until this stands on their phone. */
  sees: (words: string | RegExp) => Promise<void>
  /** How often they were sent just this. */
  received: (body: string) => Promise<number>
}

/** Once one has been opened. */
interface Place {
  network: TestNetwork
  browser: Browser
  desk: Page
}

type TabOptions = Parameters<typeof openTab>[1]

/** How its network starts; where that takes some preparing, as for its data, what prepares it. */
type Start = NetworkOptions | (() => Promise<NetworkOptions>)

/** One network, one browser and the customers' desk for the stories of a file; Ada, who is an admin, Bob and Carol work here. */
export class Office {
  readonly #start: Start
  #place: Place | undefined
  readonly #cookies = new Map<Person, string>()
  #seats: Tab[] = []
  /** Of all customers so far. */
  #names: string[] = []

  constructor(start: Start = {}) {
    this.#start = start
  }

  get network(): TestNetwork {
    return this.#open.network
  }

  get browser(): Browser {
    return this.#open.browser
  }

  get desk(): Page {
    return this.#open.desk
  }

  get #open(): Place {
    if (!this.#place) throw new Error('The office is not open.')
    return this.#place
  }

  /** Nothing is handed out by itself: each story says who holds what. */
  async open(): Promise<void> {
    const options = typeof this.#start === 'function' ? await this.#start() : this.#start
    const [network, browser] = await Promise.all([
      TestNetwork.create({ startTimeoutMs: 60_000, ...options }),
      launchBrowser(),
    ])
    const { page } = await openTab(browser)
    this.#place = { network, browser, desk: page }
    await page.goto(`${network.base}/phone`)
    await using admin = await network.admin()
    await admin.request('put-settings', { automaticAssignment: false })
    this.#cookies.set('ada', admin.cookie)
    for (const person of ['bob', 'carol'] as const) {
      await using colleague = await network.colleague(admin, people[person])
      this.#cookies.set(person, colleague.cookie)
    }
  }

  async close(): Promise<void> {
    const place = this.#place
    this.#place = undefined
    this.#seats = []
    this.#names = []
    try {
      await place?.browser.close()
    } finally {
      await place?.network[Symbol.asyncDispose]()
    }
  }

  /** A window of theirs, signed in, with the list of everything. */
  async sit(person: Person, options?: TabOptions): Promise<Tab> {
    const tab = await this.#takeSeat(person, options)
    await this.#enter(tab)
    return tab
  }

  /** The same, with what the gateway says to it in the test's hands. */
  async sitHeld(person: Person): Promise<Tab & Awaited<ReturnType<typeof holdSocket>>> {
    const tab = await this.#takeSeat(person)
    const socket = await holdSocket(tab.page)
    await this.#enter(tab)
    return { ...tab, ...socket }
  }

  /** Without motion, so that axe sees no colour on its way to another. */
  async #takeSeat(person: Person, options?: TabOptions): Promise<Tab> {
    const tab = await openTab(this.browser, { reducedMotion: 'reduce', ...options })
    const [name = '', value = ''] = (this.#cookies.get(person) ?? '').split('=')
    await tab.context.addCookies([{ name, value, url: this.network.base }])
    this.#seats.push(tab)
    return tab
  }

  async #enter({ page }: Tab): Promise<void> {
    await page.goto(this.network.base)
    await page.getByRole('tab').last().click()
    await inbox(page).or(page.getByRole('tabpanel')).first().waitFor()
  }

  /** Somebody new, whose phone is put on the desk by its own form. */
  async customer(name: string): Promise<Customer> {
    const number = `+1415555${String(6001 + this.#names.length)}`
    this.#names.push(name)
    const form = this.desk.getByRole('form', { name: 'Add a phone' })
    await form.getByLabel('Name').fill(name)
    await form.getByLabel('Number, or we pick one').fill(number)
    await form.getByRole('button', { name: 'Add phone' }).click()
    const theirs = phone(this.desk, name)
    await theirs.waitFor()
    return {
      number,
      phone: theirs,
      text: (body) => textFrom(theirs, body),
      sees: (words) => theirs.getByText(words).first().waitFor(),
      received: async (body) => {
        const texts = await this.network.carrier.texts(number)
        return texts.filter((one) => one.direction === 'outbound' && one.body === body).length
      },
    }
  }

  /** The carrier behaves again. */
  async endTrouble(): Promise<void> {
    const { status } = await fetch(`${this.network.base}/phone/api/faults`, { method: 'DELETE' })
    if (status !== 204) throw new Error(`the simulator answered ${status}`)
  }

  /** What axe finds in every window as it stands at the end of a story, and what each page complained about. */
  async complaints(): Promise<string[]> {
    const all: string[] = []
    for (const { page, complaints } of this.#seats)
      all.push(...(await violations(page)), ...complaints.filter((words) => !isOfTheNetwork(words)))
    return all
  }

  async goHome(): Promise<void> {
    const seats = this.#seats
    this.#seats = []
    for (const { context } of seats) await context.close()
  }

  /** What everybody saw when it went wrong. */
  async picture(name: string): Promise<void> {
    const pages = [...this.#seats.map(({ page }) => page), this.desk]
    for (const [index, page] of pages.entries()) await screenshot(page, `${name}-${index}`)
  }
}

/** Chromium itself reports each request that did not come through, and each answer of 401 or 5xx. */
const isOfTheNetwork = (words: string): boolean =>
  /Failed to load resource|WebSocket connection to|net::ERR_/.test(words)

/** Opens the conversation whose row says this, and waits until it is read. */
export async function openThread(page: Page, words: string): Promise<void> {
  await inbox(page).getByText(words).first().click()
  await timeline(page).getByText(words).first().waitFor()
  // What a tab remembers is shown before; nothing can be sent, nor is it read, until it was asked for.
  await timeline(page).and(page.locator('[aria-busy=false]')).waitFor()
}

/**
 * The office of the stories of a file. One that failed may have left anything behind: whoever comes after it,
 * itself tried once more in CI or the next, has another office, so that no failure has another for its cause.
 */
export function openOffice(start?: Start): Office {
  const office = new Office(start)
  beforeAll(() => office.open())
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return office.goHome()
    // Where even that cannot be seen, as in a browser that is gone, the story's own error says more.
    await office.picture(`story-${task.name.slice(0, 40)}`).catch(() => undefined)
    await office.close().finally(() => office.open())
  })
  afterAll(() => office.close())
  return office
}

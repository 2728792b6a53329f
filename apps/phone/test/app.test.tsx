import type { PhoneText } from '@switchboard/protocol'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../src/app.tsx'
import { emptyDesk } from '../src/desk/desk.ts'
import type { Desk } from '../src/desk/desk.ts'

const maya = { name: 'Maya Chen', number: '+14155550132' }

/** A page over a desk of the test's own, with every request the page made. */
class Page {
  readonly requests: { path: string; method: string; body: unknown }[] = []
  answer: () => Response | Promise<Response> = () =>
    new Response(JSON.stringify({ sid: 'SM1' }), { status: 201 })
  readonly #listeners = new Set<() => void>()
  readonly #root: Root
  #desk: Desk = { ...emptyDesk, connection: 'live', line: '+15005550006', phones: [maya] }

  constructor() {
    document.body.innerHTML = '<div></div>'
    this.#root = createRoot(document.body.firstElementChild as HTMLElement)
    vi.stubGlobal(
      'fetch',
      async (path: string, { method, body }: { method: string; body?: string }) => {
        this.requests.push({ path, method, body: body === undefined ? null : JSON.parse(body) })
        return this.answer()
      },
    )
    const subscribe = (listener: () => void) => {
      this.#listeners.add(listener)
      return () => this.#listeners.delete(listener)
    }
    act(() => this.#root.render(<App desk={{ subscribe, getSnapshot: () => this.#desk }} />))
  }

  change(changes: Partial<Desk>): void {
    act(() => {
      this.#desk = { ...this.#desk, ...changes }
      for (const listener of this.#listeners) listener()
    })
  }

  find(selector: string): HTMLElement {
    const found = document.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`no ${selector} in ${document.body.innerHTML}`)
    return found
  }

  get typed(): string {
    return (this.find('textarea') as HTMLTextAreaElement).value
  }

  async type(text: string): Promise<void> {
    const field = this.find('[aria-label="Message"]')
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(
        field,
        text,
      )
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }

  async fill(field: HTMLInputElement, text: string): Promise<void> {
    await act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }

  async press(key: string, more: KeyboardEventInit = {}): Promise<void> {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
    await act(async () => this.find('[aria-label="Message"]').dispatchEvent(event))
  }

  async click(selector: string): Promise<void> {
    await act(async () => this.find(selector).click())
  }

  close(): void {
    act(() => this.#root.unmount())
    vi.unstubAllGlobals()
  }
}

let page: Page

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  page = new Page()
})

afterEach(() => page.close())

describe('the phones', () => {
  it('[T23] is a region by its owner’s name with the textbox Message, the button Send and the log Messages', () => {
    const region = page.find('section[aria-labelledby]')
    const name = document.getElementById(region.getAttribute('aria-labelledby') ?? '')
    expect(name?.textContent).toBe('Maya Chen')
    expect(region.querySelector('textarea[aria-label="Message"]')).not.toBeNull()
    expect(region.querySelector('button[aria-label="Send"]')).not.toBeNull()
    expect(region.querySelector('[role="log"][aria-label="Messages"]')).not.toBeNull()
  })

  it('[T23] leaves alone where one types when an answer comes late', async () => {
    let arrive: (() => void) | undefined
    const late = new Promise<void>((resolve) => (arrive = resolve))
    page.answer = () => late.then(() => Response.json({ sid: 'SM1', phone: maya }, { status: 201 }))
    await page.type('Hello')
    await page.click('button[aria-label="Send"]')
    const name = page.find('form[aria-label="Add a phone"] input') as HTMLInputElement
    await page.fill(name, 'Tom')
    name.focus()
    await page.click('form[aria-label="Add a phone"] button')
    await page.fill(name, 'Priya')
    await act(async () => arrive?.())
    expect(document.activeElement).toBe(name)
    expect(name.value).toBe('Priya')
  })

  it('[T23] sends by Enter and by the button, and empties the field', async () => {
    await page.type('Hello')
    await page.press('Enter', { shiftKey: true })
    // An input method's, which Safari tells so.
    await page.press('Enter', { keyCode: 229 })
    expect(page.requests).toEqual([])
    await page.press('Enter')
    await page.type('Again')
    await page.click('button[aria-label="Send"]')
    expect(page.requests.map(({ body }) => body)).toEqual([
      { from: maya.number, body: 'Hello', mediaUrls: [] },
      { from: maya.number, body: 'Again', mediaUrls: [] },
    ])
    expect(page.typed).toBe('')
  })

  it('[T23] keeps what could not be sent, and says why', async () => {
    page.answer = () =>
      new Response('{"error":{"message":"The desk is on fire."}}', { status: 500 })
    await page.type('Hello')
    await page.press('Enter')
    expect(page.find('[role="alert"]').textContent).toBe('Not sent. The desk is on fire.')
    expect(page.typed).toBe('Hello')
  })

  it('[T23] shows texts, their state, and the carrier’s own answers', () => {
    const text: PhoneText = {
      sid: 'SM1',
      number: maya.number,
      line: '+15005550006',
      direction: 'inbound',
      body: 'STOP',
      pictures: [],
      state: 'sent',
      automatic: false,
      at: '2026-11-22T12:00:00.000Z',
    }
    page.change({ texts: new Map([[maya.number, [text]]]) })
    expect(page.find('[role="log"]').textContent).toContain('Sent')
    const automatic = {
      ...text,
      sid: 'SM2',
      direction: 'outbound' as const,
      state: 'delivered' as const,
      automatic: true,
      body: 'Unsubscribed.',
    }
    page.change({ texts: new Map([[maya.number, [{ ...text, state: 'delivered' }, automatic]]]) })
    expect(page.find('[role="log"]').textContent).toMatch(
      /Delivered.*Unsubscribed\.Sent by the carrier itself/,
    )
  })

  it('[T23] says that the connection is lost, and stops saying so', () => {
    page.change({ connection: 'lost' })
    expect(page.find('output').textContent).toContain('No connection')
    page.change({ connection: 'live' })
    expect(page.find('output').textContent).toBe('')
  })
})

describe('the drawer', () => {
  it('[T24] switches faults on once and for good, and off again', async () => {
    await page.click('button[aria-expanded]')
    await page.click('[aria-label="Slow, once"]')
    await page.click('[aria-label="Slow, always"]')
    page.change({ faults: [{ id: 'FL1', kind: 'slow', remaining: null, scope: 'send' }] })
    expect(page.find('[aria-label="Slow, always"]').getAttribute('aria-checked')).toBe('true')
    await page.click('[aria-label="Slow, always"]')
    expect(page.requests).toEqual([
      { path: '/phone/api/faults', method: 'POST', body: { kind: 'slow', count: 1 } },
      { path: '/phone/api/faults', method: 'POST', body: { kind: 'slow', count: null } },
      { path: '/phone/api/faults/FL1', method: 'DELETE', body: null },
    ])
  })

  it('[T26] plays a busy hour, says how far it is and stops it', async () => {
    expect(page.find('button[aria-pressed]').textContent).toBe('Play a busy hour')
    await page.click('button[aria-pressed]')
    page.change({ busyHour: { running: true, minute: 11, texts: 9 } })
    expect(page.find('button[aria-pressed]').textContent).toContain('Minute 12 of 60')
    await page.click('button[aria-pressed]')
    expect(page.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /phone/api/busy-hour',
      'DELETE /phone/api/busy-hour',
    ])
  })

  it('[T24] lists what went wrong, and closes by Escape', async () => {
    await page.click('button[aria-expanded]')
    const trouble = {
      at: '2026-11-22T12:00:00.000Z',
      level: 'error' as const,
      messageSid: null,
      httpStatus: 500,
    }
    page.change({
      troubles: [
        {
          sid: 'NO1',
          code: 11200,
          message: 'HTTP retrieval failure',
          url: 'http://a.example/',
          ...trouble,
        },
      ],
    })
    expect(page.find('[aria-label="Debugger"] li').textContent).toContain('11200')
    await act(async () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })))
    expect(document.querySelector('aside')).toBeNull()
  })
})

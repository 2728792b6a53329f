import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
  type WebSocketRoute,
} from 'playwright-core'

const artifacts = fileURLToPath(new URL('../../../artifacts/', import.meta.url))

/** Real Chromium, kept from calling home: there may be no network but this machine. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Tab {
  context: BrowserContext
  page: Page
  /** Everything the page complained about: its own errors, and those on its console. */
  complaints: string[]
}

/** A person's own browser window. */
export async function openTab(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { context, page, complaints }
}

interface Socket {
  hold: () => void
  release: () => void
  cut: () => void
  mend: () => void
}

/**
 * The page's socket in the test's hands: what the gateway says waits while it is held, and there is none while it
 * is cut. Before the page opens.
 */
export async function holdSocket(page: Page): Promise<Socket> {
  let isHeld = false
  let isCut = false
  let waiting: (() => void)[] = []
  const open = new Set<WebSocketRoute>()
  await page.routeWebSocket(/\/agent$/, (socket) => {
    if (isCut) return void socket.close()
    open.add(socket)
    const gateway = socket.connectToServer()
    gateway.onMessage((frame) => {
      if (isHeld) waiting.push(() => socket.send(frame))
      else socket.send(frame)
    })
  })
  return {
    hold: () => void (isHeld = true),
    release() {
      isHeld = false
      for (const send of waiting) send()
      waiting = []
    },
    cut() {
      isCut = true
      for (const socket of open) void socket.close()
      open.clear()
    },
    mend: () => void (isCut = false),
  }
}

/** Kept for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(`${artifacts}screenshots`, { recursive: true })
  await page.screenshot({ path: `${artifacts}screenshots/${name}.png`, animations: 'disabled' })
}

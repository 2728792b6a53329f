// The set of pictures in docs/screenshots: the real system, the real browser, each state of the console that
// one should have looked at. `npm run screenshots [-- NAME…]` makes all of them, or those named.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ConsoleClient, PASSWORD, people, TestNetwork } from '@switchboard/dev-env'
import { chromium } from 'playwright-core'
import { numbers, playDesk } from './screenshots/desk.mjs'
import { prepare, writing } from './screenshots/writing.mjs'

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const wide = { width: 1440, height: 900 }
const small = { width: 1024, height: 768 }
const phone = { width: 390, height: 844 }
const onPhone = { viewport: phone, hasTouch: true, isMobile: true }
const only = process.argv.slice(2)

await mkdir(folder, { recursive: true })
const network = await TestNetwork.create({ startTimeoutMs: 60_000 })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
})
try {
  await firstDay()
  await workingDay()
} finally {
  await browser.close()
  await network[Symbol.asyncDispose]()
}

/** A page of its own, in a size, a theme and a language. */
async function open({ viewport = wide, theme = 'light', locale = 'en-US', ...touch } = {}) {
  const context = await browser.newContext({ viewport, locale, colorScheme: theme, ...touch })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return page
}

async function shoot(page, name, { isPointing = false } = {}) {
  if (only.length > 0 && !only.some((part) => name.includes(part))) return
  if (!isPointing) await page.mouse.move(0, 0)
  await page.waitForTimeout(700)
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' })
  console.log(`${name}.png`)
}

async function credentials(page, name) {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.locator('[type=submit]').click()
}

async function firstDay() {
  const page = await open()
  await page.goto(`${network.base}/welcome/${network.welcomeToken}`)
  await page.getByLabel('Name').waitFor()
  await shoot(page, 'welcome')
  await credentials(page, people.ada)
  await page.getByRole('tab', { name: 'Mine' }).waitFor()
  await shoot(page, 'empty-inbox')
  await page.context().close()
  await once({ theme: 'dark' }, 'empty-inbox-dark')
  await once({ viewport: small }, 'empty-inbox-1024')
  await once(onPhone, 'phone-empty')
  await once({ ...onPhone, theme: 'dark' }, 'phone-empty-dark')
  const signIn = await open({ theme: 'dark' })
  await signIn.goto(network.base)
  await signIn.getByLabel('Name').waitFor()
  await shoot(signIn, 'sign-in')
  await signIn.context().close()
}

async function signedIn(options) {
  const page = await open(options)
  await page.goto(network.base)
  const isChinese = options?.locale === 'zh-CN'
  if (isChinese) {
    await page.locator('input').first().fill(people.ada)
    await page.locator('[type=password]').fill(PASSWORD)
    await page.locator('[type=submit]').click()
  } else await credentials(page, people.ada)
  await page.getByRole('tab').first().waitFor()
  return page
}

/** What one sees right after signing in, or with this thread open. */
async function once(options, name, number) {
  const page = await signedIn(options)
  if (number) await show(page, number)
  await shoot(page, name)
  await page.context().close()
}

async function show(page, number) {
  await page.goto(`${network.base}/c/${encodeURIComponent(number)}`)
  await page.getByRole('log').waitFor()
}

async function workingDay() {
  const ada = await (await ConsoleClient.signIn(network.base, people.ada, PASSWORD)).connect()
  const bob = await network.colleague(ada, people.bob)
  // Who answers first holds it: the pictures are alike each time.
  await ada.request('put-settings', { automaticAssignment: false })
  const photo = await prepare(network, ada, browser)
  await playDesk(network, ada, bob)
  for (const theme of ['light', 'dark']) await inBothThemes(theme)
  await states()
  await sizes()
  const page = await signedIn({})
  await writing(page, { show, shoot, leave, photo })
  await page.context().close()
  const desk = await open()
  await desk.goto(`${network.base}/phone`)
  await desk.getByRole('region').first().waitFor()
  await shoot(desk, 'phones')
  await desk.context().close()
  for (const agent of [ada, bob]) await agent[Symbol.asyncDispose]()
}

async function inBothThemes(theme) {
  const page = await signedIn({ theme })
  await show(page, numbers.maya)
  await shoot(page, `console-${theme}`)
  await show(page, numbers.furious)
  await shoot(page, `furious-${theme}`)
  await page.context().close()
}

async function states() {
  const page = await signedIn({})
  await show(page, numbers.failed)
  await shoot(page, 'failed-send')
  await show(page, numbers.unknown)
  await shoot(page, 'unknown-send')
  await show(page, numbers.stopped)
  await shoot(page, 'opted-out')
  await stale(page)
  await leave(page)
  await noteAndSelection(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').last().waitFor()
  await shoot(page, 'palette')
  await leave(page)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await shoot(page, 'keys')
  await leave(page)
  await page.keyboard.press('c')
  await page.getByLabel('Phone number').fill('415 555')
  await shoot(page, 'new-conversation')
  await leave(page)
  await extremes(page)
  await page.goto(`${network.base}/settings/people`)
  await page.getByText(people.bob).first().waitFor()
  await shoot(page, 'settings-people')
  await page.context().close()
}

/** A note that is no reply, and several rows that are chosen. */
async function noteAndSelection(page) {
  await show(page, numbers.maya)
  await page.getByRole('button', { name: 'Note', exact: true }).click()
  await page
    .getByRole('textbox', { name: 'Private note' })
    .fill('She called, too: wants it before Friday.')
  await shoot(page, 'note')
  await page.getByRole('button', { name: 'Reply', exact: true }).click()
  const boxes = page.locator('input[data-select]')
  for (const at of [0, 1, 2]) await boxes.nth(at).check({ force: true })
  await shoot(page, 'selection')
  await leave(page)
}

/** Closes what is open, at a person's pace: keys in the very moment after a picture was taken got lost. */
async function leave(page) {
  await page.waitForTimeout(300)
  await page.keyboard.press('Escape')
  await page.waitForTimeout(300)
}

/** The longest there is, writing from the right, and which words decided a row's mood. */
async function extremes(page) {
  await show(page, numbers.much)
  await shoot(page, 'extreme')
  await show(page, numbers.arabic)
  await shoot(page, 'right-to-left')
  await page.getByRole('tab', { name: 'All' }).click()
  const face = page.getByRole('img', { name: 'Mood now: furious' }).first()
  // What scrolls puts a tip away.
  await face.scrollIntoViewIfNeeded()
  await page.waitForTimeout(500)
  await face.hover()
  await page.getByText(/^Furious, because of/).waitFor()
  await shoot(page, 'mood-words', { isPointing: true })
  await page.getByRole('tab', { name: 'Mine' }).click()
}

/** A customer writes while the answer is being sent: the page hears of it too late. */
async function stale(page) {
  let isHeld = false
  const waiting = []
  await page.routeWebSocket(/\/agent$/, (socket) => {
    const gateway = socket.connectToServer()
    gateway.onMessage((frame) => {
      if (isHeld && !String(frame).includes('"response"')) waiting.push(() => socket.send(frame))
      else socket.send(frame)
    })
  })
  await show(page, numbers.stale)
  const reply = page.getByRole('textbox', { name: 'Reply' })
  await page.waitForTimeout(1000)
  await reply.fill('We are looking into it, one moment.')
  await page.getByRole('button', { name: 'Send', exact: true, disabled: false }).waitFor()
  isHeld = true
  await network.carrier.text(numbers.stale, 'Never mind, I found it. Only one charge is real.')
  await page.waitForTimeout(1000)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('button', { name: 'Send anyway' }).waitFor()
  isHeld = false
  for (const send of waiting) send()
  await shoot(page, 'stale-reply')
}

async function sizes() {
  await once({ viewport: small }, 'console-1024', numbers.maya)
  await once({ viewport: small, theme: 'dark' }, 'console-1024-dark', numbers.maya)
  await once({ viewport: small }, 'extreme-1024', numbers.much)
  await once({ viewport: small, theme: 'dark' }, 'extreme-1024-dark', numbers.much)
  await once({ theme: 'dark' }, 'extreme-dark', numbers.much)
  for (const theme of ['light', 'dark']) {
    const page = await signedIn({ ...onPhone, theme })
    await shoot(page, `phone-inbox-${theme}`)
    await show(page, numbers.maya)
    await shoot(page, `phone-thread-${theme}`)
    await show(page, numbers.much)
    await shoot(page, `phone-extreme-${theme}`)
    await page.context().close()
  }
  await once({ locale: 'zh-CN' }, 'console-zh-cn', numbers.wang)
}

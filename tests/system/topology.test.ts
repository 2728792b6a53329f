import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  ConsoleClient,
  customers,
  eventually,
  freePort,
  PASSWORD,
  postWebhook,
} from '@switchboard/dev-env'
import { afterEach, describe, expect, it } from 'vitest'

const launcher = fileURLToPath(new URL('../../services/launcher/dist/bin.js', import.meta.url))
const account = {
  TWILIO_SID: `AC${'a'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'b'.repeat(32),
  TWILIO_PHONE_NUMBER_SID: `PN${'c'.repeat(32)}`,
  TWILIO_DEFAULT_FROM: '+15005550006',
}

const started: ChildProcess[] = []
const folders: string[] = []

/** One service by itself, as `SERVICE=… npm start` runs it. */
async function launch(
  env: Record<string, string>,
): Promise<{ base: string; output: () => string }> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'))
  folders.push(folder)
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [launcher], {
    env: { PATH, HOME, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()))
  const base = `http://127.0.0.1:${port}`
  await eventually(`${env['SERVICE']} answers`, async () => {
    if (child.exitCode !== null) throw new Error(output)
    return (await fetch(`${base}/healthz`)).ok
  })
  return { base, output: () => output }
}

afterEach(async () => {
  for (const child of started.splice(0).toReversed()) {
    if (child.exitCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

describe('a switchboard here and a gateway there', () => {
  it('[L27] [P5] sign in and work, and a wrong token is refused', async () => {
    const publicUrl = 'https://sms.example.com'
    const token = 'a-shared-secret-of-both-sides'
    const switchboard = await launch({
      ...account,
      SERVICE: 'switchboard',
      URL: publicUrl,
      CONSOLE_URL: 'http://localhost:8080',
      // No carrier is needed for this; nothing listens there.
      TWILIO_API_URL: 'http://127.0.0.1:9',
      GATEWAY_TOKEN: token,
    })
    expect(await (await fetch(switchboard.base)).text()).toContain('Switchboard is active')
    const there = { SERVICE: 'gateway', SWITCHBOARD_URL: switchboard.base }
    const gateway = await launch({ ...there, GATEWAY_TOKEN: token })
    await eventually('the gateway follows', async () => (await fetch(`${gateway.base}/readyz`)).ok)

    const link = await eventually('the link is printed', () =>
      /http:\/\/localhost:8080\/welcome\/([\w-]+)/.exec(switchboard.output()),
    )
    await using ada = await ConsoleClient.welcome(gateway.base, link[1] ?? '', 'Ada', PASSWORD)
    await ada.connect()
    ada.watch({ thread: customers.ann })
    const target = { base: switchboard.base, publicUrl, authToken: account.TWILIO_AUTH_TOKEN }
    await postWebhook(target, {
      From: customers.ann,
      To: account.TWILIO_DEFAULT_FROM,
      Body: 'Hello',
    })
    await eventually('the text is there', () => ada.liveEntries(customers.ann).length > 0)

    const stranger = await launch({ ...there, GATEWAY_TOKEN: 'a-wrong-secret-nobody-knows' })
    await eventually('it says so', () => /401|refused|token/i.test(stranger.output()))
    expect((await fetch(`${stranger.base}/readyz`)).status).toBe(503)
    await expect(ConsoleClient.signIn(stranger.base, 'Ada', PASSWORD)).rejects.toThrow(/503/)
  })
})

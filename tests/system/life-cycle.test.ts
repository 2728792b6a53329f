import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  customers,
  eventually,
  freePort,
  LINE,
  postWebhook,
  ServiceProcess,
} from '@switchboard/dev-env'
import type { Entry, Message } from '@switchboard/protocol'
import { PROTOCOL_VERSION } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

const { ann } = customers
const API_TOKEN = 'a-token-for-the-api'
const GATEWAY_TOKEN = 'a-token-for-gateways'
const AUTH_TOKEN = 'a-token-of-the-account'
const PUBLIC_URL = 'https://sms.example.com'

const hex = () => randomBytes(16).toString('hex')

/** A carrier that takes every request and never answers. */
async function startSilentCarrier() {
  const asked: IncomingMessage[] = []
  const server = createServer((request) => void asked.push(request))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sends: () =>
      asked.filter(({ method, url }) => method === 'POST' && url?.endsWith('/Messages.json')),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function makeDataDir() {
  const path = await mkdtemp(join(tmpdir(), 'switchboard-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const settings = (dataDir: string, carrierUrl: string) => ({
  URL: PUBLIC_URL,
  DATA_DIR: dataDir,
  TWILIO_SID: `AC${hex()}`,
  TWILIO_AUTH_TOKEN: AUTH_TOKEN,
  TWILIO_PHONE_NUMBER_SID: `PN${hex()}`,
  TWILIO_DEFAULT_FROM: LINE,
  TWILIO_API_URL: carrierUrl,
  REGISTER_WEBHOOK: 'no',
  API_TOKEN,
  GATEWAY_TOKEN,
})

async function entriesOf(base: string, number: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let before: string | null = ''; before !== null;) {
    const path: string = `${base}/api/v1/conversations/${encodeURIComponent(number)}/entries?limit=200${before && `&before=${before}`}`
    const response = await fetch(path, { headers: { authorization: `Bearer ${API_TOKEN}` } })
    const page = (await response.json()) as { entries: Entry[]; next: string | null }
    entries.push(...page.entries)
    before = page.next
  }
  return entries
}

const bodiesOf = (entries: Entry[]) =>
  new Set(entries.flatMap((entry) => (entry.kind === 'message' ? [entry.body] : [])))

describe('life cycle', () => {
  it('[I20] ends in good order though the carrier does not answer, and does not repeat what was under way', async () => {
    await using carrier = await startSilentCarrier()
    await using dataDir = await makeDataDir()
    const switchboard = new ServiceProcess(
      'switchboard',
      await freePort(),
      settings(dataDir.path, carrier.url),
    )
    await switchboard.start()
    try {
      const socket = new WebSocket(`${switchboard.base.replace('http', 'ws')}/gateway`, {
        headers: { authorization: `Bearer ${GATEWAY_TOKEN}` },
      })
      await once(socket, 'open')
      socket.send(
        JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, gateway: 'test', cursor: null }),
      )
      const closed = once(socket, 'close')
      const sent = await fetch(`${switchboard.base}/api/v1/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ to: ann, body: 'Once only', clientMessageId: 'one' }),
      })
      expect(sent.status).toBe(202)
      await eventually('the carrier is asked', () => carrier.sends().length === 1)
      await switchboard.stop()
      expect((await closed)[0]).toBe(1001)
      expect(switchboard.output).toContain('"msg":"stopped"')
      expect(switchboard.output).not.toContain('did not stop in time')
      await switchboard.start()
      await eventually('it is unknown', async () => {
        const [entry] = (await entriesOf(switchboard.base, ann)) as Message[]
        return entry?.status === 'unknown'
      })
      expect(carrier.sends()).toHaveLength(1)
    } finally {
      await switchboard.stop()
    }
  })

  it.skipIf(process.platform === 'win32')(
    '[I19] answers 5xx when the disk takes no more, says why, ends, is started again, and has all it acknowledged',
    async () => {
      await using dataDir = await makeDataDir()
      const port = await freePort()
      const base = `http://127.0.0.1:${port}`
      const launcher = fileURLToPath(
        new URL('../../services/launcher/dist/bin.js', import.meta.url),
      )
      const { PATH = '', HOME = '' } = process.env
      // No file may grow beyond this, as on a disk that is full: half a megabyte, in blocks of 512 or 1,024 bytes.
      const child = spawn(
        'sh',
        ['-c', `ulimit -f 512 && exec "${process.execPath}" "${launcher}"`],
        {
          env: {
            ...settings(dataDir.path, 'http://127.0.0.1:9'),
            PATH,
            HOME,
            SERVICE: 'switchboard',
            PORT: String(port),
            HOST: '127.0.0.1',
            LOG_FORMAT: 'json',
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      )
      let output = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => (output += text.toString()))
      const exited = once(child, 'exit')
      try {
        const isUp = async () => (await fetch(`${base}/healthz`)).ok
        await eventually('it is up', isUp)
        const acknowledged = new Set<string>()
        const post = async (index: number): Promise<number> => {
          const Body = `text ${index} ${'x'.repeat(1500)}`
          const target = { base, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN }
          const { status } = await postWebhook(target, { To: LINE, From: ann, Body })
          if (status === 200) acknowledged.add(Body)
          return status
        }
        let refusal = 200
        for (let index = 0; index < 1000 && refusal === 200; index += 1) refusal = await post(index)
        expect(refusal).toBeGreaterThanOrEqual(500)
        await eventually('it said why', () => output.includes('died of an error'))
        await eventually(
          'it takes texts again',
          async () => (await isUp()) && (await post(2000)) === 200,
        )
        const stored = bodiesOf(await entriesOf(base, ann))
        expect([...acknowledged].filter((body) => !stored.has(body))).toEqual([])
        expect(acknowledged.size).toBeGreaterThan(10)
      } finally {
        child.kill('SIGTERM')
        await exited
      }
    },
  )
})

import type { ErrorBody, Media, Message } from '@switchboard/protocol'
import { Secret } from '@switchboard/service'
import { expect, vi } from 'vitest'
import type { SwitchboardConfig } from '../../src/index.ts'
import { mediaDefaults } from '../../src/media/media-config.ts'
import type { GatewayClient } from './gateway-client.ts'
import { makePng, type MediaHost } from './media-host.ts'
import {
  AUTH_TOKEN,
  LINE,
  makeText,
  PUBLIC_URL,
  startSwitchboard,
  type Running,
  type StartOptions,
} from './start-switchboard.ts'

export const ANN = '+14155550101'
export const MB = 1024 * 1024
const API_HOST = 'https://api.twilio.com'

/** Asks again and again; a busy machine takes its time. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, 15_000)

/** A switchboard whose carrier's API is this host, asked again at once. */
export function startOn(host: MediaHost, options: StartOptions = {}): Promise<Running> {
  const twilio: SwitchboardConfig['twilio'] = {
    accountSid: `AC${'0'.repeat(32)}`,
    authTokens: [new Secret(AUTH_TOKEN)],
    phoneNumberSid: `PN${'0'.repeat(32)}`,
    defaultLine: LINE,
    apiUrl: host.base,
    registerWebhook: false,
    requestTimeoutMs: 1000,
  }
  const retry = { ...mediaDefaults.retry, delaysMs: [1] }
  const config = { twilio, media: { ...mediaDefaults, retry }, ...options.config }
  return startSwitchboard({ ...options, config })
}

/** A text with these pictures; resolves with its entry as it was answered. */
export async function receive(running: Running, ...paths: string[]): Promise<void> {
  const params = paths.flatMap((path, index) => [
    [`MediaUrl${index}`, API_HOST + path],
    [`MediaContentType${index}`, 'image/jpeg'],
  ])
  const text = { NumMedia: String(paths.length), Body: '', ...Object.fromEntries(params) }
  expect((await running.webhook(makeText(text))).status).toBe(200)
}

export async function mediaOf(running: Running, position = 1): Promise<Media[]> {
  const entry = (await running.entries(ANN)).find((one) => one.position === position)
  return (entry as Message).media
}

export async function signIn(running: Running, client: GatewayClient): Promise<string> {
  const { session } = await client.welcome('Ada', 'correct horse battery')
  expect(running.welcomeToken).not.toBe('')
  return session
}

export function getMedia(running: Running, path: string, session?: string): Promise<Response> {
  const headers: Record<string, string> =
    session === undefined ? {} : { cookie: `switchboard=${session}` }
  return fetch(`${running.base}/media/${path}`, { headers })
}

interface UploadOptions {
  session: string
  type?: string
  headers?: Record<string, string>
}

export function upload(
  running: Running,
  body: Buffer,
  { session, type = 'image/png', headers = {} }: UploadOptions,
): Promise<Response> {
  const all = { cookie: `a=b; switchboard=${session}`, origin: PUBLIC_URL, 'content-type': type }
  return fetch(`${running.base}/media`, { method: 'POST', body, headers: { ...all, ...headers } })
}

export async function uploaded(running: Running, session: string, bytes = 100): Promise<Media> {
  const response = await upload(running, makePng(8, 6, bytes), { session })
  expect(response.status).toBe(201)
  return ((await response.json()) as { media: Media }).media
}

export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: ErrorBody }).error.code
}

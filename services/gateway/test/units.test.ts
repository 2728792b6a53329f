import { Secret } from '@switchboard/service'
import { describe, expect, it } from 'vitest'
import { BatchEncoder } from '../src/batch-encoder.ts'
import { clientAddress } from '../src/client-address.ts'
import { envToConfig, readEnv } from '../src/index.ts'
import { isOurOrigin } from '@switchboard/service'
import { CAROL, makeChange, makeChangeset } from './shapes.ts'

describe('origins', () => {
  it.each([
    // origin, Host, URL, ours?
    ['https://sms.example.com', 'sms.example.com', 'https://sms.example.com', true],
    ['https://sms.example.com:443', 'sms.example.com', 'https://sms.example.com', false],
    ['http://sms.example.com', 'sms.example.com', 'https://sms.example.com', false],
    ['https://evil.example', 'sms.example.com', 'https://sms.example.com', false],
    ['https://evil.example', 'evil.example', 'https://sms.example.com', false],
    ['http://localhost:8080', 'localhost:8080', 'https://sms.example.com', false],
    ['http://localhost:8080', 'localhost:8080', 'http://localhost:8080', true],
    ['http://127.0.0.1:8080', 'localhost:8080', 'http://localhost:8080', true],
    ['http://[::1]:8080', '[::1]:8080', 'http://localhost:8080', true],
    ['https://localhost:8080', '127.0.0.1:40001', 'http://localhost:8080', false],
    ['http://localhost:3000', 'localhost:8080', 'http://localhost:8080', false],
    // The launcher's gateway listens elsewhere: the front door's Host, or none, tells nothing new.
    ['http://localhost:8080', '127.0.0.1:40001', 'http://localhost:8080', true],
    // A lone gateway on a laptop, and a mapped port.
    ['http://localhost:8080', 'localhost:8080', undefined, true],
    ['http://127.0.0.1:9090', '127.0.0.1:9090', undefined, true],
    ['http://localhost', 'localhost', undefined, true],
    ['http://localhost:9090', 'localhost:9090', 'http://localhost:8080', true],
    ['http://localhost:3000', 'localhost:8080', undefined, false],
    // A foreign name bound to this machine.
    ['http://evil.example:8080', 'evil.example:8080', undefined, false],
    ['http://localhost:8080', 'evil.example:8080', undefined, false],
    ['http://localhost.evil.example:8080', 'localhost:8080', undefined, false],
    ['null', 'localhost:8080', undefined, false],
    ['', 'localhost:8080', undefined, false],
    [undefined, 'localhost:8080', undefined, false],
    ['http://localhost:8080', undefined, undefined, false],
    ['http://localhost:8080/', 'localhost:8080', undefined, false],
  ])('[G10] %s at %s with URL %s: %s', (origin, host, url, ours) => {
    expect(isOurOrigin(origin, host, url)).toBe(ours)
  })
})

const from = (remoteAddress: string, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as never

describe('addresses', () => {
  it.each([
    ['127.0.0.1', '1.1.1.1, 2.2.2.2', false, '2.2.2.2'],
    ['::1', '2.2.2.2', false, '2.2.2.2'],
    ['::ffff:127.0.0.1', ['1.1.1.1', '2.2.2.2'], false, '2.2.2.2'],
    ['127.0.0.1', undefined, false, '127.0.0.1'],
    ['127.0.0.1', '', false, '127.0.0.1'],
    ['9.9.9.9', '2.2.2.2', false, '9.9.9.9'],
    ['10.1.2.3', '1.1.1.1, 2.2.2.2', true, '2.2.2.2'],
    ['172.18.0.5', '1.1.1.1, 2.2.2.2', false, '2.2.2.2'],
    ['172.32.0.5', '2.2.2.2', false, '172.32.0.5'],
  ])(
    '[G36] a request of %s for %j, behind a router: %s, comes from %s',
    (peer, forwarded, router, address) => {
      expect(clientAddress(from(peer, forwarded), router)).toBe(address)
    },
  )
})

describe('settings', () => {
  const env = { SWITCHBOARD_URL: 'https://sms.example.com', GATEWAY_TOKEN: 'secret' }

  it('[G40] listens to this machine only unless there is a public URL or a dyno', () => {
    expect(envToConfig(readEnv(env))).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      url: undefined,
    })
    const hostOf = (more: object) => envToConfig(readEnv({ ...env, ...more })).host
    expect(hostOf({ URL: 'http://localhost:8080' })).toBe('127.0.0.1')
    expect(hostOf({ URL: 'https://sms.example.com' })).toBe('0.0.0.0')
    expect(hostOf({ DYNO: 'web.1' })).toBe('0.0.0.0')
    expect(hostOf({ HOST: '10.0.0.1' })).toBe('10.0.0.1')
  })

  it('[G40] keeps the token to itself', () => {
    const { gatewayToken } = envToConfig(readEnv(env))
    expect(gatewayToken).toBeInstanceOf(Secret)
    expect(JSON.stringify(gatewayToken)).not.toContain('secret"')
  })

  it.each([
    ['SWITCHBOARD_URL', undefined],
    ['SWITCHBOARD_URL', 'not a url'],
    ['GATEWAY_TOKEN', undefined],
    ['PORT', 'eighty'],
    ['URL', 'ftp://x'],
  ])('[G40] stops with a sentence that names %s when it is %s', (name, value) => {
    expect(() => envToConfig(readEnv({ ...env, [name]: value }))).toThrow(new RegExp(`^${name} `))
  })
})

describe('encoding', () => {
  const changes = [
    {
      changeset: makeChangeset(5, { conversations: [makeChange()] }),
      entries: [],
    },
  ]
  const watcher = { agent: 'ada', watch: { thread: CAROL, inbox: null }, after: 0, threadAfter: 0 }

  it('[G15] sends all who watch the same the same bytes', () => {
    const encoder = new BatchEncoder({ after: 4, to: 5, changes })
    const [first] = encoder.framesFor(watcher)
    const [second] = encoder.framesFor({ ...watcher, agent: 'bob' })
    expect(first).toBe(second)
  })

  it('[G25] sends nothing that a watcher has already', () => {
    const encoder = new BatchEncoder({ after: 4, to: 5, changes })
    expect(encoder.framesFor({ ...watcher, after: 5 })).toEqual([])
  })
})

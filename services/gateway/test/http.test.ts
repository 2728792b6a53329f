import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@switchboard/service'
import { describe, expect, it } from 'vitest'
import { ada, bob } from './scripted-switchboard.ts'
import { TestGateway } from './test-gateway.ts'

const credentials = { name: 'ada', password: 'secret123' }
const html = { accept: 'text/html,*/*' }

const codeOf = async (res: Response) => {
  const { error } = (await res.json()) as { error: { code: string; message: string } }
  expect(error.message).not.toBe('')
  return [res.status, error.code]
}

async function largeConsole(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'console-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets/large-ABC123.js'), 'x'.repeat(10_000))
  return folder
}

describe('the console', () => {
  it.each(['/', '/welcome/a-token', '/c/+14155550101', '/anything/else', '/index.html'])(
    '[G30] %s is the console’s page, kept by no cache',
    async (path) => {
      await using gateway = await TestGateway.start()
      const res = await fetch(gateway.url + path, { headers: html })
      expect([res.status, res.headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(await res.text()).toContain('<title>Switchboard</title>')
    },
  )

  it('[G30] its own addresses answer whoever does not say what they take', async () => {
    await using gateway = await TestGateway.start()
    for (const path of ['/', '/welcome/a-token', '/c/+14155550101'])
      expect((await fetch(gateway.url + path)).status).toBe(200)
  })

  it('[G30] what compresses is compressed', async () => {
    await using gateway = await TestGateway.start({ consoleFolder: await largeConsole() })
    const script = await fetch(`${gateway.url}/assets/large-ABC123.js`)
    expect(script.headers.get('content-encoding')).toMatch(/gzip|br/)
    expect(await script.text()).toHaveLength(10_000)
  })

  it('[G30] hashed assets are kept for ever, other files for an hour', async () => {
    await using gateway = await TestGateway.start()
    const asset = await fetch(`${gateway.url}/assets/main-ABC123.js`)
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-type')).toMatch('javascript')
    const icon = await fetch(`${gateway.url}/favicon.svg`)
    expect(icon.headers.get('cache-control')).toBe('public, max-age=3600')
  })

  it.each([
    '/assets/gone-DEF456.js',
    '/types/main.d.ts',
    '/assets/..%2findex.html',
    '/nothing.json',
  ])('[G30] %s is 404, also for who takes a page', async (path) => {
    await using gateway = await TestGateway.start()
    const headers: Record<string, string> = path === '/nothing.json' ? {} : html
    expect(await codeOf(await fetch(gateway.url + path, { headers }))).toEqual([404, 'NOT_FOUND'])
  })

  it('[G30] a console that is not built is 503, and says so', async () => {
    await using gateway = await TestGateway.start({ consoleFolder: '/nowhere' })
    const res = await fetch(gateway.url, { headers: html })
    expect(await codeOf(res)).toEqual([503, 'UNAVAILABLE'])
  })

  it('[G31] every answer forbids what does not come from ourselves', async () => {
    await using gateway = await TestGateway.start({ url: 'https://sms.example.com' })
    const { headers } = await fetch(gateway.url, { headers: html })
    const csp = headers.get('content-security-policy')
    expect(csp).toContain("default-src 'none'")
    expect(csp).toContain("script-src 'self';")
    expect(csp).toContain("connect-src 'self' wss://sms.example.com")
    expect(csp).toContain("frame-ancestors 'none'")
    expect(csp).not.toContain('unsafe')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toMatch('max-age')
  })

  it('[G31] promises no https where there is none', async () => {
    await using gateway = await TestGateway.start()
    const { headers } = await fetch(gateway.url, { headers: html })
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
  })
})

describe('signing in', () => {
  it('[G32] carries name, password and address upstream, and keeps the session in a cookie', async () => {
    await using gateway = await TestGateway.start()
    const res = await gateway.ask('POST', '/session', credentials, {
      'x-forwarded-for': '203.0.113.9, 198.51.100.7',
    })
    expect([res.status, await res.json()]).toEqual([200, { agent: ada }])
    const [signIn] = gateway.switchboard.requests
    expect(signIn).toMatchObject({
      session: null,
      args: { ...credentials, address: '198.51.100.7' },
    })
    const [cookie = ''] = res.headers.getSetCookie()
    expect(cookie).toMatch(/^switchboard=session-made-for-ada-1; Path=\/; HttpOnly; SameSite=Lax$/)
    const me = await fetch(`${gateway.url}/session`, {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
    expect([me.status, await me.json()]).toEqual([200, { agent: ada }])
  })

  it('[G32] the cookie is Secure and bound to the host behind https', async () => {
    const url = 'https://sms.example.com'
    await using gateway = await TestGateway.start({ url })
    const res = await gateway.ask('POST', '/session', credentials, { origin: url })
    expect(res.headers.getSetCookie()[0]).toMatch(/^__Host-switchboard=.*; Path=\/.*; Secure/)
  })

  it('[G32] a wrong password, and no session, are 401', async () => {
    await using gateway = await TestGateway.start()
    const wrong = await gateway.ask('POST', '/session', { name: 'eve', password: 'x' })
    expect(await codeOf(wrong)).toEqual([401, 'BAD_CREDENTIALS'])
    expect(wrong.headers.getSetCookie()).toEqual([])
    expect(await codeOf(await gateway.ask('GET', '/session'))).toEqual([401, 'UNAUTHENTICATED'])
  })

  it('[G32] signing out ends the session and removes the cookie, however often', async () => {
    await using gateway = await TestGateway.start()
    const headers = { cookie: 'switchboard=session-of-ada-0001' }
    for (let times = 0; times < 2; times += 1) {
      const res = await gateway.ask('DELETE', '/session', undefined, headers)
      expect(res.status).toBe(204)
      expect(res.headers.getSetCookie()[0]).toMatch(/^switchboard=; Max-Age=0;/)
    }
    expect(gateway.switchboard.sessions.has('session-of-ada-0001')).toBe(false)
  })

  it('[G33] the one-time link is checked, and makes the first admin', async () => {
    await using gateway = await TestGateway.start()
    const check = await gateway.ask('POST', '/welcome/check', { token: 't' })
    expect([check.status, await check.json()]).toEqual([200, { valid: true }])
    const res = await gateway.ask('POST', '/welcome', { ...credentials, token: 't' })
    expect([res.status, await res.json()]).toEqual([200, { agent: ada }])
    expect(res.headers.getSetCookie()[0]).toMatch('switchboard=session-made-for-ada')
    const short = await gateway.ask('POST', '/welcome', { token: 't', name: 'ada', password: 'x' })
    expect(await codeOf(short)).toEqual([400, 'BAD_REQUEST'])
  })

  it('[G33] an invitation is checked, and makes an account', async () => {
    await using gateway = await TestGateway.start()
    const { handlers } = gateway.switchboard
    handlers['check-invite'] = () => ({ valid: true, role: 'agent', by: 'ada' })
    handlers['accept-invite'] = () => ({ session: 'session-made-for-bob', agent: bob })
    const check = await gateway.ask('POST', '/invite/check', { token: 't' })
    expect([check.status, await check.json()]).toMatchObject([200, { valid: true, by: 'ada' }])
    const res = await gateway.ask('POST', '/invite', { ...credentials, token: 't' })
    expect([res.status, await res.json()]).toEqual([200, { agent: bob }])
    expect(res.headers.getSetCookie()[0]).toMatch('switchboard=session-made-for-bob')
    const foreign = { origin: 'https://evil.example' }
    const refused = await gateway.ask('POST', '/invite', { ...credentials, token: 't' }, foreign)
    expect(await codeOf(refused)).toEqual([403, 'FORBIDDEN'])
  })

  it('[G34] a state change needs our own origin', async () => {
    await using gateway = await TestGateway.start()
    const ask = (headers: Record<string, string>) =>
      gateway.ask('POST', '/session', credentials, headers).then((res) => res.status)
    expect(await ask({ origin: 'https://evil.example' })).toBe(403)
    expect(await ask({ origin: 'null' })).toBe(403)
    expect(await ask({ origin: `http://localhost:${gateway.port + 1}` })).toBe(403)
    expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await ask({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await ask({ 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await ask({ origin: `http://localhost:${gateway.port}` })).toBe(200)
    for (const [method, path] of [
      ['DELETE', '/session'],
      ['POST', '/welcome'],
      ['POST', '/welcome/check'],
    ] as const) {
      const res = await gateway.ask(method, path, undefined, { origin: 'https://evil.example' })
      expect(await codeOf(res)).toEqual([403, 'FORBIDDEN'])
    }
    expect(gateway.switchboard.requests.map(({ op }) => op)).toEqual(['sign-in', 'sign-in'])
  })

  it('[G34] a request without any origin is refused', async () => {
    await using gateway = await TestGateway.start()
    const res = await fetch(`${gateway.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    })
    expect(await codeOf(res)).toEqual([403, 'FORBIDDEN'])
  })

  it.each([
    ['{', 'application/json', 400, 'BAD_REQUEST'],
    ['{"name":1}', 'application/json', 400, 'BAD_REQUEST'],
    ['[]', 'application/json', 400, 'BAD_REQUEST'],
    ['', 'application/json', 400, 'BAD_REQUEST'],
    ['name=ada', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_TYPE'],
    ['{}', 'text/plain', 415, 'UNSUPPORTED_TYPE'],
    [`{"name":"${'x'.repeat(17 * 1024)}"}`, 'application/json', 413, 'TOO_LARGE'],
  ])('[G35] the body %.20s as %s is %d', async (body, type, status, code) => {
    await using gateway = await TestGateway.start()
    const res = await gateway.ask('POST', '/session', body, { 'content-type': type })
    expect(await codeOf(res)).toEqual([status, code])
  })

  it('[G35] a compressed body is 415', async () => {
    await using gateway = await TestGateway.start()
    const res = await gateway.ask('POST', '/session', 'xx', { 'content-encoding': 'gzip' })
    expect(await codeOf(res)).toEqual([415, 'UNSUPPORTED_TYPE'])
  })

  it('[G36] failed attempts are bounded per address; good ones do not count', async () => {
    await using gateway = await TestGateway.start({ limits: { signInsPerMinute: 3 } })
    const attempt = (name: string, address: string) =>
      gateway.ask('POST', '/session', { name, password: 'x' }, { 'x-forwarded-for': address })
    for (let n = 0; n < 5; n += 1) expect((await attempt('ada', '203.0.113.1')).status).toBe(200)
    const failed = await Promise.all(Array.from({ length: 6 }, () => attempt('eve', '203.0.113.1')))
    expect(failed.map(({ status }) => status).filter((status) => status === 401)).toHaveLength(3)
    expect(failed.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(3)
    const refused = await attempt('ada', '203.0.113.1')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await codeOf(refused)).toEqual([429, 'TOO_MANY_REQUESTS'])
    expect((await attempt('ada', '203.0.113.2')).status).toBe(200)
  })

  it('[G37] without a switchboard everything about sessions is 503', async () => {
    await using gateway = await TestGateway.start()
    await gateway.switchboard.stop()
    await gateway.isReady(503)
    const headers = { cookie: 'switchboard=session-of-ada-0001' }
    for (const res of await Promise.all([
      gateway.ask('POST', '/session', credentials),
      gateway.ask('GET', '/session', undefined, headers),
      gateway.ask('DELETE', '/session', undefined, headers),
      gateway.ask('POST', '/welcome/check', { token: 't' }),
    ])) {
      expect(await codeOf(res)).toEqual([503, 'UNAVAILABLE'])
    }
  })
})

describe('for operators', () => {
  it('[G38] is alive by itself, and ready while it follows the switchboard', async () => {
    await using gateway = await TestGateway.start({ gatewayToken: new Secret('wrong') })
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)
    await gateway.isReady(503)
    const answer = async () => (await fetch(`${gateway.url}/readyz`)).text()
    await expect.poll(answer).toContain('The switchboard refused our GATEWAY_TOKEN.')
  })

  it('[G38] comes back by itself when the token was put right', async () => {
    await using gateway = await TestGateway.start({ intervals: { refusedRetryMs: 20 } })
    gateway.switchboard.token = 'another'
    gateway.switchboard.disconnect()
    await gateway.isReady(503)
    gateway.switchboard.token = undefined
    await gateway.isReady(200)
    expect(gateway.switchboard.connections).toBe(1)
  })

  it('[G38] shows metrics on this machine, and elsewhere with the API token', async () => {
    await using gateway = await TestGateway.start({ apiToken: new Secret('api-token') })
    const metrics = (headers: Record<string, string>) =>
      fetch(`${gateway.url}/metrics`, { headers })
    const here = await metrics({})
    expect(here.headers.get('content-type')).toMatch('text/plain')
    expect(await here.text()).toMatch(/gateway_upstream_live\{service="gateway"\} 1/)
    const away = { 'x-forwarded-for': '203.0.113.1' }
    expect(await codeOf(await metrics(away))).toEqual([401, 'UNAUTHENTICATED'])
    expect((await metrics({ ...away, authorization: 'Bearer api-token' })).status).toBe(200)
  })

  it('[G38] has no metrics elsewhere without an API token', async () => {
    await using gateway = await TestGateway.start()
    const away = { 'x-forwarded-for': '203.0.113.1' }
    expect((await fetch(`${gateway.url}/metrics`, { headers: away })).status).toBe(404)
  })

  it('[G39] answers other upgrades with 404', async () => {
    await using gateway = await TestGateway.start()
    const status = await new Promise((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: 'websocket' }
      const req = request(`${gateway.url}/other`, { headers })
      req.on('response', (res) => resolve(res.resume().statusCode)).on('error', reject)
      req.end()
    })
    expect(status).toBe(404)
  })
})

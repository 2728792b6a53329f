import { Secret } from '@switchboard/service'
import { describe, expect, it } from 'vitest'
import { envToConfig, readEnv } from '../src/index.ts'
import { World } from './world.ts'

const asStranger = { 'x-forwarded-for': '203.0.113.7' }
const withToken = { ...asStranger, authorization: 'Bearer let-me-in' }

const read = (env: Record<string, string>) => () => envToConfig(readEnv(env))

describe('pages for operators', () => {
  it('[F11] is alive by itself, and ready when the switchboard and every gateway are', async () => {
    await using world = await World.create()
    world.switchboard.ready = { status: 'ok', checks: {}, warnings: ['The disk is ephemeral.'] }
    const ready = await world.fetch('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      200,
      {
        status: 'ok',
        checks: { switchboard: { ok: true }, 'gateway-0': { ok: true }, 'gateway-1': { ok: true } },
        warnings: ['The disk is ephemeral.'],
      },
    ])
    await world.switchboard.die()
    expect((await world.fetch('/healthz')).status).toBe(200)
  })

  it('[F11] passes requests to what it calls ready, also when it was out a moment ago', async () => {
    await using world = await World.create({ healthIntervalMs: 60_000, deadIntervalMs: 60_000 })
    await Promise.all(world.gateways.map((gateway) => gateway.die()))
    expect((await world.fetch('/session')).status).toBe(503)
    await Promise.all(world.gateways.map((gateway) => gateway.listen()))
    expect((await world.fetch('/session')).status).toBe(503)
    expect((await world.fetch('/readyz')).status).toBe(200)
    expect((await world.fetch('/session')).status).toBe(200)
  })

  it('[F11] is not ready while one is not, and names it', async () => {
    await using world = await World.create()
    world.gateways[0].ready = {
      status: 'unavailable',
      checks: { caughtUp: { ok: false, detail: 'behind by 3' }, socket: { ok: true } },
    }
    await world.gateways[1].die()
    const ready = await world.fetch('/readyz')
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      {
        checks: {
          switchboard: { ok: true },
          'gateway-0': { ok: false, detail: 'not ready: caughtUp (behind by 3)' },
          'gateway-1': { ok: false, detail: 'does not answer' },
        },
      },
    ])
  })

  it('[F12] shows the metrics of all services in one text, or those of one', async () => {
    await using world = await World.create()
    const metrics = async (query = '') => (await world.fetch(`/metrics${query}`)).text()
    const all = await metrics()
    expect(all.match(/^# TYPE up gauge$/gm)).toHaveLength(1)
    expect(all).toContain('up{service="switchboard"} 1')
    expect(all).toContain('up{instance="gateway-1",service="gateway-1"} 1')
    expect(all).toContain('front_door_tunnels{service="front-door"} 0')
    expect(await metrics('?service=gateway')).not.toContain('switchboard')
    expect((await metrics('?service=gateway')).match(/^up/gm)).toHaveLength(2)
    expect((await metrics('?service=gateway-1')).match(/^up/gm)).toHaveLength(1)
    expect((await world.fetch('/metrics?service=nobody')).status).toBe(404)
  })

  it('[F12] shows metrics to callers from elsewhere only with the token, however the path is spelled', async () => {
    await using world = await World.create({ apiToken: new Secret('let-me-in') })
    const status = async (path: string, headers: Record<string, string>) =>
      (await world.fetch(path, { headers })).status
    expect(await status('/metrics', {})).toBe(200)
    expect(await status('/metrics', withToken)).toBe(200)
    for (const path of ['/metrics', '/metrics/', '//metrics', '/METRICS'])
      expect(await status(path, asStranger)).toBe(401)
    expect(await status('/metrics', { ...asStranger, authorization: 'Bearer guess' })).toBe(401)
    await using closed = await World.create()
    expect((await closed.fetch('/metrics', { headers: withToken })).status).toBe(404)
  })
})

describe('settings of a lone front door', () => {
  it('[L1] names what is missing or wrong', () => {
    const switchboard = { SWITCHBOARD_URL: 'http://a' }
    expect(read({ ...switchboard })).toThrow(/^GATEWAY_URLS is missing: set it to /)
    expect(read({ GATEWAY_URLS: 'http://b' })).toThrow(/^SWITCHBOARD_URL is missing: set it to /)
    expect(read({ ...switchboard, GATEWAY_URLS: 'b' })).toThrow(
      /^GATEWAY_URLS is not a web address/,
    )
    expect(read({ ...switchboard, GATEWAY_URLS: 'http://b,http://b' })).toThrow(/twice: set it to/)
    expect(read({ ...switchboard, GATEWAY_URLS: 'http://b,http://c' })().gatewayUrls).toHaveLength(
      2,
    )
  })
})

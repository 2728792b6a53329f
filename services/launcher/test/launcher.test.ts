import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Run, buildFixtures, freePort, removeFolder } from './run.ts'

let dist: string
let dataDir: string
beforeAll(async () => void (dist = await buildFixtures()))
afterAll(() => removeFolder(dist))
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'launcher-'))))
afterEach(() => removeFolder(dataDir))

async function launch(env: Record<string, string> = {}): Promise<Run> {
  return Run.start(dist, { PORT: String(await freePort()), DATA_DIR: dataDir, ...env })
}

async function ready(env?: Record<string, string>): Promise<Run> {
  const run = await launch(env)
  await run.says('Switchboard is ready')
  return run
}

const twilio = {
  TWILIO_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'secret-of-the-carrier',
  TWILIO_PHONE_NUMBER_SID: `PN${'0'.repeat(32)}`,
  TWILIO_DEFAULT_FROM: '+15005550006',
  URL: 'https://sms.example.com',
}

describe('the whole system', () => {
  it('[L20] runs on the built-in simulator, on loopback only, and says so and where it is', async () => {
    await using run = await ready()
    expect(run.text).toContain('running on the built-in simulator')
    expect(run.text).toContain('Listening on this machine only')
    expect(run.text).toContain(`Console  ${run.url}\n`)
    expect(run.text).toContain(`Phone    ${run.url}/phone `)
    expect(run.text).toContain('http://x/welcome/abc')
    expect((await run.ask()).env['HOST']).toBe('127.0.0.1')
  })

  it('[L21] gives each process what it needs and no secret of another', async () => {
    await using run = await ready({ API_TOKEN: 'api-token', UNRELATED: 'x', GATEWAYS: '2' })
    const door = await run.ask()
    const board = await run.ask(door.env['SWITCHBOARD_URL'])
    const gateways = await Promise.all(
      door.env['GATEWAY_URLS']?.split(',').map((url) => run.ask(url)) ?? [],
    )
    const simulator = await run.ask(door.env['SIMULATOR_URL'])
    expect(board.env).toMatchObject({
      URL: run.url,
      SIMULATOR: '1',
      DATA_DIR: dataDir,
      TWILIO_API_URL: door.env['SIMULATOR_URL'],
      API_TOKEN: 'api-token',
    })
    expect(simulator.env['TWILIO_AUTH_TOKEN']).toBe(board.env['TWILIO_AUTH_TOKEN'])
    expect(simulator.env).not.toHaveProperty('API_TOKEN')
    expect(gateways).toHaveLength(2)
    for (const { env } of gateways) {
      expect(env['GATEWAY_TOKEN']).toBe(board.env['GATEWAY_TOKEN'])
      expect(env).not.toHaveProperty('TWILIO_AUTH_TOKEN')
    }
    expect(door.env).not.toHaveProperty('GATEWAY_TOKEN')
    for (const { env } of [door, board, simulator, ...gateways])
      expect(env).not.toHaveProperty('UNRELATED')
  })

  it('[L22] starts a service that died again, at its old address', async () => {
    await using run = await ready()
    const { env } = await run.ask()
    const before = await run.ask(env['SWITCHBOARD_URL'])
    process.kill(before.pid, 'SIGKILL')
    await run.says('The switchboard ended (SIGKILL); starting it again')
    await run.says('The switchboard is back.')
    const after = await run.ask(env['SWITCHBOARD_URL'])
    expect(after.pid).not.toBe(before.pid)
    expect(after.env['GATEWAY_TOKEN']).toBe(before.env['GATEWAY_TOKEN'])
    await expect(run.ask(`${run.url}/die`)).rejects.toThrow('fetch failed')
    await run.says('The front-door ended (exit code 3)')
    await run.says('The front-door is back.')
    expect((await run.ask()).env['SWITCHBOARD_URL']).toBe(env['SWITCHBOARD_URL'])
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '[L23] stops in order and ends with 0 at %s to the whole group, even said thrice',
    async (signal) => {
      await using run = await ready({ GATEWAYS: '2' })
      for (let times = 0; times < 3; times++) run.signal(signal)
      expect(await run.ended).toBe(0)
      const gone = [...run.text.matchAll(/<(\S+) gone>/g)].map(([, name]) => name)
      expect(gone).toEqual(['front-door', 'gateway', 'gateway', 'switchboard', 'simulator'])
      await run.groupIsGone()
    },
  )

  it('[L23] kills a service that does not stop, and says which', async () => {
    await using run = await ready()
    const { env } = await run.ask()
    const { pid } = await run.ask(`${env['SWITCHBOARD_URL']}/stuck`)
    run.signal('SIGTERM')
    expect(await run.ended).toBe(1)
    expect(run.text).toContain('switchboard had to be killed')
    expect(run.text).toContain('<simulator gone>')
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it('[L24] leaves no process behind when the launcher alone is killed', async () => {
    await using run = await ready()
    run.child.kill('SIGKILL')
    await run.groupIsGone()
    expect(run.text).toContain('<switchboard gone>')
  })

  it('[L25] starts again at once, with the same account, after a kill of the whole group', async () => {
    await using first = await ready()
    const before = await first.ask((await first.ask()).env['SWITCHBOARD_URL'])
    first.signal('SIGKILL')
    await using second = await ready({ PORT: String(first.port) })
    const after = await second.ask((await second.ask()).env['SWITCHBOARD_URL'])
    for (const name of ['TWILIO_SID', 'TWILIO_AUTH_TOKEN', 'GATEWAY_TOKEN'])
      expect(after.env[name]).toBe(before.env[name])
  })
})

describe('settings', () => {
  it('[L26] works with Twilio when all is set, and starts no simulator', async () => {
    await using run = await ready({ ...twilio, HOST: '127.0.0.1' })
    const door = await run.ask()
    const board = await run.ask(door.env['SWITCHBOARD_URL'])
    expect(run.text).not.toContain('simulator')
    expect(run.text).toContain(`Console  ${twilio.URL}\n`)
    expect(door.env).not.toHaveProperty('SIMULATOR_URL')
    expect(board.env).toMatchObject(twilio)
    expect(board.env).not.toHaveProperty('SIMULATOR')
    expect(board.env).not.toHaveProperty('TWILIO_API_URL')
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['a bad port', { PORT: 'http' }, /^PORT is "http": set it to [^.]*\.\n$/],
    [
      'part of the account',
      { TWILIO_SID: 'AC1' },
      /^TWILIO_AUTH_TOKEN, .* and URL are missing: .*\n$/,
    ],
    ['a lone gateway alone', { SERVICE: 'gateway' }, /^SWITCHBOARD_URL is missing: .*\n$/],
    ['a dyno without account', { DYNO: 'web.1' }, /^TWILIO_SID, .* and URL are missing: .*\n$/],
  ])('[L1] refuses %s with one sentence and exit code 78', async (_name, env, sentence) => {
    await using run = await launch(env)
    expect(await run.ended).toBe(78)
    expect(run.text).toMatch(sentence)
  })

  it('[L1] stops everything when a service finds its settings wrong, and starts nothing again', async () => {
    await using run = await launch({ ...twilio, HOST: '127.0.0.1', TWILIO_DEFAULT_FROM: '+19' })
    expect(await run.ended).toBe(78)
    expect(run.text).toContain('TWILIO_DEFAULT_FROM is "+19": set it to a number.\n')
    expect(run.text).not.toContain('again')
  })

  it('[L10] says which variable to change when another program holds the port', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as { port: number }
    await using run = await launch({ PORT: String(port) })
    expect(await run.ended).toBe(78)
    expect(run.text).toBe(`PORT ${port} is taken by another program: set it to a free port.\n`)
    holder.close()
  })
})

describe('one service alone', () => {
  it('[L27] a gateway listens on PORT itself and knows its switchboard', async () => {
    const env = { SWITCHBOARD_URL: 'https://board.example.com', GATEWAY_TOKEN: 'shared' }
    await using run = await ready({ SERVICE: 'gateway', HOST: '127.0.0.1', ...env })
    expect((await run.ask()).env).toMatchObject({ ...env, URL: run.url, PORT: String(run.port) })
    expect(run.text).toContain(`Console  ${run.url}\n`)
  })

  it('[L27] a switchboard without account brings the simulator, and says where its token is kept', async () => {
    await using run = await ready({ SERVICE: 'switchboard' })
    const { env } = await run.ask()
    expect(env).toMatchObject({ SIMULATOR: '1', URL: run.url })
    expect(run.text).toContain(`Phone    ${env['TWILIO_API_URL']}/phone `)
    expect(run.text).toContain('gateway-token')
    await vi.waitUntil(async () => (await run.ask(env['TWILIO_API_URL'])).pid > 0)
  })

  it('[L27] a front door takes its upstreams, and a simulator makes its own account', async () => {
    const env = {
      SWITCHBOARD_URL: 'http://10.0.0.1:1',
      GATEWAY_URLS: 'http://10.0.0.2:1,http://10.0.0.3:1',
      SIMULATOR_URL: 'http://10.0.0.4:1',
    }
    await using door = await ready({ SERVICE: 'front-door', HOST: '127.0.0.1', ...env })
    expect((await door.ask()).env).toMatchObject(env)
    await using simulator = await ready({ SERVICE: 'simulator' })
    expect((await simulator.ask()).env['TWILIO_SID']).toMatch(/^AC[0-9a-f]{32}$/)
  })
})

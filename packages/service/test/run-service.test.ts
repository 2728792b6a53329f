import { fork, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ReadyMessage } from '../src/index.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))
let dist: string
let file: string

beforeAll(async () => {
  // Inside the package, so that its dependencies resolve.
  dist = await mkdtemp(join(folder, 'node_modules/fixture-'))
  file = join(dist, 'service.js')
  await build({
    entryPoints: [join(folder, 'test/fixtures/service.ts')],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  })
})
afterAll(() => rm(dist, { recursive: true }))

class Run {
  text = ''
  readonly messages: unknown[] = []
  readonly ended: Promise<number | null>
  readonly exited: Promise<number | null>

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk) => (this.text += chunk))
    child.on('message', (message) => this.messages.push(message))
    this.exited = once(child, 'exit').then(([code]) => code as number | null)
    this.ended = once(child, 'close').then(([code]) => code as number | null)
  }

  async ready(): Promise<ReadyMessage> {
    await vi.waitUntil(() => this.messages.length > 0, { timeout: 15_000 })
    return this.messages[0] as ReadyMessage
  }

  async [Symbol.asyncDispose]() {
    this.child.kill('SIGKILL')
    await this.exited
  }
}

const env = (mode: string) => ({ PATH: process.env['PATH'], MODE: mode, LOG_FORMAT: 'json' })
const forked = (mode = '') => new Run(fork(file, { env: env(mode), stdio: 'pipe', silent: true }))
const lone = (mode = '') => new Run(spawn(process.execPath, [file], { env: env(mode) }))

describe('a service under the launcher', () => {
  it('[L11] stops in good order when it asks to be started again', async () => {
    await using run = forked('restart')
    expect(await run.ended).toBe(0)
    expect(run.text).toContain('there is something new')
    expect(run.text).toContain('"stopped"')
  })

  it('[L11] reports its port, ignores signals, and stops when it is told to', async () => {
    await using run = forked()
    const { port, announcements } = await run.ready()
    expect(announcements).toEqual(['Come in: http://127.0.0.1/'])
    run.child.kill('SIGTERM')
    run.child.kill('SIGINT')
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here')
    run.child.send({ type: 'stop' })
    expect(await run.ended).toBe(0)
  })

  it('[L11] stops by itself when the launcher is gone', async () => {
    await using run = forked()
    await run.ready()
    run.child.disconnect()
    // Not `ended`: node emits no `close` after a disconnect() of the parent's own.
    expect(await run.exited).toBe(0)
  })
})

describe('a service of its own', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '[L11] says where it is, and stops at %s',
    async (signal) => {
      await using run = lone()
      await expect.poll(() => run.text).toContain('Come in')
      run.child.kill(signal)
      expect(await run.ended).toBe(0)
      expect(run.text).toContain('"msg":"stopped"')
    },
  )

  it('[L11] ends even when something in it never does', async () => {
    await using run = lone('stuck')
    await expect.poll(() => run.text).toContain('Come in')
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(1)
    expect(run.text).toContain('did not stop in time')
  })

  it('[L1] stops the start at a wrong setting, with its sentence alone and exit code 78', async () => {
    await using run = lone('config')
    expect(await run.ended).toBe(78)
    expect(run.text).toBe('URL is missing: set it to the public address.\n')
  })

  it('[L12] dies of an error nobody caught, and the log says of which', async () => {
    await using run = lone('throw')
    expect(await run.ended).toBe(1)
    const last = JSON.parse(run.text.trimEnd().split('\n').at(-1) ?? '') as unknown
    expect(last).toMatchObject({ level: 60, service: 'fixture', err: { message: 'out of luck' } })
  })
})

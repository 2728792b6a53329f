import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { vi } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))
const waiting = { timeout: 15_000, interval: 25 }

/** The launcher and its stand-in services, built into a folder from which their dependencies resolve. */
export async function buildFixtures(): Promise<string> {
  const dist = await mkdtemp(join(folder, 'node_modules/fixture-'))
  await build({
    entryPoints: ['launch', 'service'].map((name) => join(folder, `test/fixtures/${name}.ts`)),
    outdir: dist,
    bundle: true,
    // Ours are bundled from their sources; what they need of others is CommonJS and wants `require`.
    conditions: ['source'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  for (const service of ['front-door', 'gateway', 'switchboard', 'simulator'])
    await copyFile(join(dist, 'service.js'), join(dist, `${service}.js`))
  return dist
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export interface FixtureAnswer {
  pid: number
  env: Record<string, string>
  execArgv: string[]
}

/** A launcher in a process group of its own, as a shell or Heroku starts it. */
export class Run {
  text = ''
  readonly url: string
  readonly #ended: Promise<number | null>

  constructor(
    readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.url = `http://127.0.0.1:${port}`
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk) => (this.text += chunk))
    this.#ended = once(child, 'close').then(([code]) => code as number | null)
  }

  static start(dist: string, env: Record<string, string>): Run {
    const child = spawn(process.execPath, [join(dist, 'launch.js')], {
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    return new Run(child, Number(env['PORT']))
  }

  /** Exit code, once all output (hence every process) has ended; null after a signal. */
  get ended(): Promise<number | null> {
    return this.#ended
  }

  async says(text: string): Promise<void> {
    await vi.waitUntil(() => this.text.includes(text), waiting)
  }

  async ask(url = this.url): Promise<FixtureAnswer> {
    return (await (await fetch(url)).json()) as FixtureAnswer
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(-(this.child.pid ?? 0), signal)
  }

  async groupIsGone(): Promise<void> {
    await vi.waitUntil(() => !alive(-(this.child.pid ?? 0)), waiting)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (alive(-(this.child.pid ?? 0))) this.signal('SIGKILL')
    await this.#ended
  }
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}

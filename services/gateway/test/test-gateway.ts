import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, Secret } from '@switchboard/service'
import { vi } from 'vitest'
import { defaultIntervals, defaultLimits, Gateway } from '../src/index.ts'
import type { GatewayConfig, GatewayIntervals, GatewayLimits } from '../src/index.ts'
import { ScriptedSwitchboard, TOKEN } from './scripted-switchboard.ts'
import { TestBrowser, type BrowserOptions } from './test-browser.ts'

export interface Settings extends Partial<Omit<GatewayConfig, 'limits' | 'intervals'>> {
  limits?: Partial<GatewayLimits>
  intervals?: Partial<GatewayIntervals>
}

/** Frames for each change, whatever came just before. */
export const eachChange: Settings = { intervals: { tellIntervalMs: 0 } }

/** A gateway, the switchboard it follows and browsers, over real sockets. */
export class TestGateway implements AsyncDisposable {
  readonly switchboard: ScriptedSwitchboard
  readonly port: number
  readonly #gateway: Gateway
  readonly #folder: string
  readonly #browsers: TestBrowser[] = []

  static async start(settings: Settings = {}): Promise<TestGateway> {
    const switchboard = await ScriptedSwitchboard.start()
    const folder = await makeConsole()
    const gateway = await Gateway.create(makeConfig(switchboard.url, folder, settings), {
      logger: createLogger('gateway', { level: 'silent' }),
    })
    const { port } = await gateway.start()
    const test = new TestGateway(switchboard, gateway, folder, port)
    if (settings.gatewayToken === undefined) await test.isReady(200)
    return test
  }

  private constructor(
    switchboard: ScriptedSwitchboard,
    gateway: Gateway,
    folder: string,
    port: number,
  ) {
    this.switchboard = switchboard
    this.port = port
    this.#gateway = gateway
    this.#folder = folder
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Waits until /readyz answers so. */
  async isReady(status: number): Promise<void> {
    await vi.waitUntil(
      async () => (await fetch(`${this.url}/readyz`).then((res) => res.status)) === status,
      { timeout: 10_000 },
    )
  }

  browser(options: BrowserOptions = {}): TestBrowser {
    const browser = new TestBrowser(this.url, options)
    this.#browsers.push(browser)
    return browser
  }

  /** A browser that has been welcomed. */
  async welcomed(options: BrowserOptions = {}): Promise<TestBrowser> {
    const browser = this.browser(options)
    await browser.next('welcome')
    return browser
  }

  /** As the console asks: same origin, JSON. */
  ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return fetch(this.url + path, {
      method,
      headers: { origin: this.url, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  async destroy(): Promise<void> {
    await this.#gateway.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const browser of this.#browsers) browser.terminate()
    await this.#gateway.destroy()
    await this.switchboard.stop()
    await rm(this.#folder, { recursive: true })
  }
}

function makeConfig(
  switchboardUrl: string,
  consoleFolder: string,
  settings: Settings,
): GatewayConfig {
  const { limits, intervals, ...rest } = settings
  return {
    port: 0,
    host: '127.0.0.1',
    url: undefined,
    switchboardUrl,
    gatewayToken: new Secret(TOKEN),
    apiToken: undefined,
    behindRouter: false,
    consoleFolder,
    limits: { ...defaultLimits, ...limits },
    intervals: { ...defaultIntervals, closeGraceMs: 500, ...intervals },
    ...rest,
  }
}

async function makeConsole(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'console-'))
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, 'types'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Switchboard</title>')
  await writeFile(join(folder, 'favicon.svg'), '<svg/>')
  await writeFile(join(folder, 'assets', 'main-ABC123.js'), 'export {}')
  await writeFile(join(folder, 'types', 'main.d.ts'), 'export {}')
  return folder
}

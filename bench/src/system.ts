import { cp, mkdtemp, mkdir, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConsoleClient, PASSWORD, TestNetwork, type NetworkOptions } from '@switchboard/dev-env'
import type { Bench } from './case.ts'
import type { FillHistory } from './load/fill-history.ts'
import { runTask } from './load/run-task.ts'
import type { WebhookSource } from './load/webhooks.ts'

/** Made stores are kept between runs: a million entries take minutes. */
const cache = fileURLToPath(new URL('../cache', import.meta.url))
/** Names what `fill-history` makes; another kind of history needs another number. */
const CACHE_VERSION = 1
const START_TIMEOUT_MS = 120_000
const TABS_PER_SESSION = 15

export function bootSystem(options: NetworkOptions = {}): Promise<TestNetwork> {
  return TestNetwork.create({ startTimeoutMs: START_TIMEOUT_MS, ...options })
}

/** See `FillHistory`. */
export interface History extends Omit<FillHistory, 'location'> {
  name: string
}

/** A folder with a copy of this history, which is made when it is not there yet. */
export async function historyFolder(
  bench: Bench,
  history: History,
): Promise<AsyncDisposable & { path: string }> {
  const made = join(cache, `${history.name}-v${CACHE_VERSION}`)
  if (!existsSync(made)) {
    await mkdir(cache, { recursive: true })
    bench.tell(`making the history ${history.name}, once`)
    await runTask('fill-history', { ...history, location: made }, (text) => bench.tell(text))
  }
  const path = await mkdtemp(join(cache, 'run-'))
  await cp(made, join(path, 'history'), { recursive: true })
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** What texts to this system are signed with. */
export function sourceOf(
  network: TestNetwork,
  more: Pick<WebhookSource, 'numbers' | 'seed'> & Partial<WebhookSource>,
): WebhookSource {
  const { authToken, sid } = network.account
  return { publicUrl: network.base, authToken, accountSid: sid, ...more }
}

/**
 * Cookies for so many tabs: the admin adds people who sign in once each, as a session may have only so
 * many sockets at one gateway.
 */
export async function signInFor(network: TestNetwork, tabs: number): Promise<string[]> {
  const admin = await network.admin()
  const cookies: string[] = []
  try {
    for (let index = 0; index < Math.ceil(tabs / TABS_PER_SESSION); index += 1) {
      const name = `Agent ${index + 1}`
      await admin.request('create-agent', { name, password: PASSWORD })
      const { cookie } = await ConsoleClient.signIn(network.base, name, PASSWORD)
      cookies.push(cookie)
    }
    return cookies
  } finally {
    await admin[Symbol.asyncDispose]()
  }
}

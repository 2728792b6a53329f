import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ConsoleClient,
  eventually,
  freePort,
  LINE,
  PASSWORD,
  ServiceProcess,
} from '@switchboard/dev-env'
import type { Bench, BenchCase } from '../case.ts'
import { runTask } from '../load/run-task.ts'
import { figuresOf, treeOf } from '../measure/process.ts'

const AGENTS = 50
const RATE = 50

/** Everything under the launcher as on Heroku; the carrier is elsewhere. */
export const dyno: BenchCase = {
  name: 'dyno',
  about: 'the whole system on one 512 MB dyno at 50 messages a second and 50 agents',
  async run(bench) {
    await using system = await bootDyno()
    const { launcher, account } = system
    const cookies = await signIn(launcher)
    const measured = watchMemory(bench, launcher)
    const result = await runTask('open-loop', {
      base: launcher.base,
      source: {
        publicUrl: launcher.base,
        authToken: account.TWILIO_AUTH_TOKEN,
        accountSid: account.TWILIO_SID,
        numbers: 500,
        seed: 'dyno',
      },
      rate: RATE,
      seconds: bench.size(120, 6),
      warmUpSeconds: 2,
      cookies,
      browsers: AGENTS,
    })
    bench.record('most memory of all processes together', 'MB', measured.stop())
    bench.record('lost', 'texts', result.lost)
    bench.record('not answered 200', 'texts', result.failed)
    bench.record('thread p99', 'ms', result.thread.p99)
  },
}

type Account = Record<
  'TWILIO_SID' | 'TWILIO_AUTH_TOKEN' | 'TWILIO_PHONE_NUMBER_SID' | 'TWILIO_DEFAULT_FROM',
  string
>

async function bootDyno(): Promise<
  AsyncDisposable & { launcher: ServiceProcess; account: Account }
> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
  const account = {
    TWILIO_SID: `AC${hex()}`,
    TWILIO_AUTH_TOKEN: hex(),
    TWILIO_PHONE_NUMBER_SID: `PN${hex()}`,
    TWILIO_DEFAULT_FROM: LINE,
  }
  const [port, carrierPort] = [await freePort(), await freePort()]
  const simulator = new ServiceProcess('simulator', carrierPort, {
    ...account,
    DATA_DIR: join(dataDir, 'carrier'),
  })
  const launcher = new ServiceProcess('launcher', port, {
    ...account,
    DYNO: 'web.1',
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    URL: `http://127.0.0.1:${port}`,
    TWILIO_API_URL: simulator.base,
  })
  await simulator.start()
  await launcher.start(60_000)
  await eventually('the dyno is ready', async () => (await fetch(`${launcher.base}/readyz`)).ok)
  const stop = async (): Promise<void> => {
    await launcher.stop()
    await simulator.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { launcher, account, [Symbol.asyncDispose]: stop }
}

async function signIn(launcher: ServiceProcess): Promise<string[]> {
  const token = await eventually(
    'the first-admin link',
    () => /\/welcome\/([\w-]+)/.exec(launcher.output)?.[1],
  )
  // Just after a start the front door may not have seen its gateway yet.
  const welcome = () => ConsoleClient.welcome(launcher.base, token, 'Ada Lovelace', PASSWORD)
  await using admin = await (await eventually('the admin is welcome', welcome)).connect()
  const cookies: string[] = []
  for (let index = 0; index < AGENTS; index += 1) {
    const name = `Agent ${index + 1}`
    await admin.request('create-agent', { name, password: PASSWORD })
    cookies.push((await ConsoleClient.signIn(launcher.base, name, PASSWORD)).cookie)
  }
  return cookies
}

function watchMemory(bench: Bench, launcher: ServiceProcess): { stop: () => number } {
  let most = 0
  const look = (): void => {
    const pids = launcher.pid === undefined ? [] : treeOf(launcher.pid)
    const pss = pids.reduce((sum, pid) => sum + figuresOf(pid).pss, 0) / 2 ** 20
    bench.record('memory of all processes together', 'MB', pss)
    most = Math.max(most, pss)
  }
  const timer = setInterval(look, 1000)
  return {
    stop: () => {
      clearInterval(timer)
      return most
    },
  }
}

const hex = (): string => randomBytes(16).toString('hex')

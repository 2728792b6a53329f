import { existsSync } from 'node:fs'
import { ConfigError, exitCodeConfig } from '@switchboard/service/config'
import type { Env } from '@switchboard/service/config'
import { Launcher } from './launcher.ts'
import type { LauncherOptions } from './launcher.ts'
import { makePlan } from './plan.ts'
import { readEnv } from './read-env.ts'
import { Screen } from './screen.ts'
import type { ServiceName } from './service-env.ts'

/** Megabytes. Small young generations keep the resting size down: each counts thrice, and collectors are lazy. */
const heapLimits: Record<ServiceName, { semiSpace: number; oldSpace: number }> = {
  'front-door': { semiSpace: 2, oldSpace: 96 },
  gateway: { semiSpace: 4, oldSpace: 192 },
  switchboard: { semiSpace: 4, oldSpace: 256 },
  simulator: { semiSpace: 4, oldSpace: 160 },
}

export const defaultOptions: Omit<LauncherOptions, 'binOf'> = {
  execArgvOf: (service) => {
    const { semiSpace, oldSpace } = heapLimits[service]
    return [
      `--max-semi-space-size=${semiSpace}`,
      `--max-old-space-size=${oldSpace}`,
      '--enable-source-maps',
    ]
  },
  backoff: { firstMs: 250, maxMs: 10_000 },
  healthyAfterMs: 30_000,
  stageMs: 2500,
  killAfterMs: 9000,
}

/** Runs what the environment asks for until a signal; resolves with the exit code. */
export async function runLauncher(
  env: Env,
  options: Pick<LauncherOptions, 'binOf'> & Partial<LauncherOptions>,
): Promise<number> {
  // A closed pipe (`npm start | head`) must not end the system.
  process.stdout.on('error', () => undefined)
  const screen = new Screen((text) => process.stdout.write(text), process.stdout.isTTY)
  const signalled = stopSignal()
  try {
    const plan = await makePlan(readEnv(env))
    checkBuilt(plan.services.map(({ service }) => options.binOf(service)))
    const launcher = new Launcher(plan, { ...defaultOptions, ...options }, screen)
    launcher.start()
    void signalled.then(() => launcher.stop())
    return await launcher.ended
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    return exitCodeConfig
  }
}

/** Heroku and a shell signal every process of the group, perhaps more than once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => resolve())
  })
}

function checkBuilt(files: readonly string[]): void {
  const missing = files.find((file) => !existsSync(file))
  if (missing !== undefined)
    throw new ConfigError(`${missing} is not there: build the services first (npm start does).`)
}

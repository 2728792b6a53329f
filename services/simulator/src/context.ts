import { join } from 'node:path'
import { createLogger } from '@switchboard/service'
import type { Logger, Metrics } from '@switchboard/service'
import type { PhoneBusyHour } from '@switchboard/protocol'
import { BusyHour } from './busy-hour/busy-hour.ts'
import type { SimulatorConfig } from './config.ts'
import { DebuggerLog } from './debugger-log.ts'
import type { DebuggerEntry } from './debugger-log.ts'
import { Faults } from './faults.ts'
import type { Fault } from './faults.ts'
import { createMetrics } from './metrics.ts'
import { seed } from './store/seed.ts'
import { Store } from './store/store.ts'
import { Tasks } from './tasks.ts'
import { Turnstile } from './turnstile.ts'

/** Every collaborator, built once. */
export interface Context {
  config: SimulatorConfig
  logger: Logger
  metrics: Metrics
  store: Store
  faults: Faults
  debuggerLog: DebuggerLog
  tasks: Tasks
  /** Bounds the webhooks and callbacks under way. */
  turnstile: Turnstile
  busyHour: BusyHour
  /** Who wants to hear of faults, troubles and a busy hour: the phone pages. */
  watchers: Set<Watcher>
  /** Our address as a carrier; known once we listen. */
  baseUrl: string
}

export interface Watcher {
  faults(faults: Fault[]): void
  trouble(entry: DebuggerEntry): void
  busyHour(state: PhoneBusyHour): void
}

export interface Overrides {
  logger?: Logger
}

export function createContext(config: SimulatorConfig, overrides: Overrides = {}): Context {
  const logger = overrides.logger ?? createLogger('simulator')
  const watchers = new Set<Watcher>()
  const store = new Store(join(config.dataDir, 'simulator'), config)
  seed(store, config)
  // Bounds the sockets we open; what cannot even wait is reported in the debugger.
  const turnstile = new Turnstile(config.maxWebhooksAtOnce, 10_000)
  return {
    config,
    logger,
    store,
    watchers,
    faults: new Faults((faults) => {
      for (const watcher of watchers) watcher.faults(faults)
    }),
    debuggerLog: new DebuggerLog((entry) => {
      logger.warn({ trouble: entry }, 'a webhook went wrong')
      for (const watcher of watchers) watcher.trouble(entry)
    }),
    tasks: new Tasks((error) => logger.error({ err: error }, 'a task failed')),
    turnstile,
    metrics: createMetrics(store, turnstile),
    busyHour: new BusyHour((state) => {
      for (const watcher of watchers) watcher.busyHour(state)
    }),
    baseUrl: config.publicUrl ?? '',
  }
}

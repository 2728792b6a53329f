import { join } from 'node:path'
import { LevelStore, type HistoryStore } from '@switchboard/history'
import { createLogger, type Logger } from '@switchboard/service'
import { Jobs } from './admin/jobs.ts'
import { Rejections } from './admin/rejections.ts'
import type { Backfiller } from './admin/tasks.ts'
import type { SwitchboardConfig } from './config.ts'
import { Intake } from './conversations/intake.ts'
import { Router } from './conversations/router.ts'
import { createMetrics, type SwitchboardMetrics } from './metrics.ts'
import { Outbox } from './outbox/outbox.ts'
import { People } from './people/people.ts'
import { Presence } from './people/presence.ts'
import { createCarrierClient, type CarrierClient } from './twilio/client.ts'
import { createMessageSender, type SendMessage } from './twilio/message-sender.ts'

/** Every collaborator, built once; tests replace any of them. */
export interface AppContext {
  config: SwitchboardConfig
  logger: Logger
  metrics: SwitchboardMetrics
  store: HistoryStore
  people: People
  presence: Presence
  router: Router
  outbox: Outbox
  carrier: CarrierClient
  intake: Intake
  /** Webhooks that were refused. */
  rejections: Rejections
  /** Long tasks that an admin starts. */
  jobs: Jobs
  backfill: Backfiller | undefined
  /** What the consoles show about this system. `lines` and `warnings` grow as they become known. */
  about: () => { simulator: boolean; lines: string[]; warnings: string[] }
  addLine: (line: string) => void
  warn: (warning: string) => void
}

export interface Overrides {
  logger?: Logger
  store?: HistoryStore
  send?: SendMessage
}

export const EPHEMERAL_DISK =
  'This dyno forgets its disk at each restart: people, notes and assignments last only until then.'

export function createContext(config: SwitchboardConfig, overrides: Overrides = {}): AppContext {
  const logger = overrides.logger ?? createLogger('switchboard')
  const metrics = createMetrics()
  const store =
    overrides.store ?? new LevelStore({ location: join(config.dataDir, 'history'), logger })
  const presence = new Presence({
    graceMs: config.presenceGraceMs,
    leaseMs: config.presenceLeaseMs,
  })
  const carrier = createCarrierClient(config.twilio)
  const lines = new Set([config.twilio.defaultLine])
  const warnings = new Set(config.ephemeralDisk ? [EPHEMERAL_DISK] : [])
  return {
    config,
    logger,
    metrics,
    store,
    people: new People(store),
    presence,
    router: new Router(store, presence, logger),
    outbox: createOutbox(
      config,
      store,
      overrides.send ?? createMessageSender(carrier),
      logger,
      metrics,
    ),
    carrier,
    intake: new Intake({
      store,
      logger,
      isOnLine: (agent) => presence.isOnLine(agent),
      onLine: (line) => lines.add(line),
    }),
    rejections: new Rejections(),
    jobs: new Jobs(logger),
    backfill: undefined,
    about: () => ({ simulator: config.simulator, lines: [...lines], warnings: [...warnings] }),
    addLine: (line) => lines.add(line),
    warn: (warning) => warnings.add(warning),
  }
}

function createOutbox(
  config: SwitchboardConfig,
  store: HistoryStore,
  send: SendMessage,
  logger: Logger,
  metrics: SwitchboardMetrics,
): Outbox {
  return new Outbox({
    ...config.outbox,
    store,
    send,
    logger,
    statusCallback: (attemptId) => `${config.url}/smsstatus?id=${attemptId}`,
    onOutcome: ({ kind }) => metrics.attempts.inc({ outcome: kind }),
  })
}

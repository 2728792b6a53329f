import { join } from 'node:path'
import { LevelStore, type HistoryStore } from '@switchboard/history'
import type { Warning } from '@switchboard/protocol'
import { createLogger, type Logger } from '@switchboard/service'
import { Jobs } from './admin/jobs.ts'
import { Rejections } from './admin/rejections.ts'
import type { SwitchboardConfig } from './config.ts'
import { Intake } from './conversations/intake.ts'
import { Router } from './conversations/router.ts'
import { Backfill } from './backfill/backfill.ts'
import { systemClock, type Clock } from './clock.ts'
import { Media } from './media/media.ts'
import { createMetrics, type SwitchboardMetrics } from './metrics.ts'
import { LookUps } from './outbox/look-ups.ts'
import { Outbox } from './outbox/outbox.ts'
import { People } from './people/people.ts'
import { Presence } from './people/presence.ts'
import { createCarrierClient, type CarrierClient } from './twilio/client.ts'
import { createMessageLog, type MessageLog } from './twilio/message-log.ts'
import { createMessageSender, type SendMessage } from './twilio/message-sender.ts'
import { makeWarning } from './warnings.ts'

/** Every collaborator, built once; tests replace any of them. */
export interface AppContext {
  config: SwitchboardConfig
  logger: Logger
  metrics: SwitchboardMetrics
  store: HistoryStore
  /** Set when the store is open. */
  historyId: string
  people: People
  presence: Presence
  router: Router
  outbox: Outbox
  lookUps: LookUps
  carrier: CarrierClient
  intake: Intake
  /** Webhooks that were refused. */
  rejections: Rejections
  /** Long tasks that an admin starts. */
  jobs: Jobs
  backfill: Backfill
  media: Media
  /** What the consoles show about this system. `lines` and `warnings` grow as they become known. */
  about: () => { simulator: boolean; lines: string[]; warnings: Warning[] }
  addLine: (line: string) => void
  warn: (warning: Warning) => void
  /** Ends the process in good order, so that whoever runs it starts it again. */
  restart: (reason: string) => void
  restartAsked: Promise<string>
}

export interface Overrides {
  logger?: Logger
  store?: HistoryStore
  send?: SendMessage
  messageLog?: MessageLog
  clock?: Clock
}

export function createContext(config: SwitchboardConfig, overrides: Overrides = {}): AppContext {
  const logger = overrides.logger ?? createLogger('switchboard')
  const metrics = createMetrics()
  const store =
    overrides.store ?? new LevelStore({ location: join(config.dataDir, 'history'), logger })
  const clock = overrides.clock ?? systemClock
  const presence = new Presence({
    graceMs: config.presenceGraceMs,
    leaseMs: config.presenceLeaseMs,
    awayAfterMs: config.awayAfterMs,
    ...(overrides.clock && { now: () => clock.now(), after: (ms, work) => clock.after(ms, work) }),
  })
  const carrier = createCarrierClient(config.twilio)
  const messageLog =
    overrides.messageLog ??
    createMessageLog({
      client: carrier,
      apiUrl: config.twilio.apiUrl ?? 'https://api.twilio.com',
      publicUrl: config.url,
      phoneNumberSid: config.twilio.phoneNumberSid,
      pageSize: config.backfill.pageSize,
    })
  const lines = new Set([config.twilio.defaultLine])
  const base = { store, clock, logger, messageLog, metrics }
  const isOnLine = (agent: string): boolean => presence.isOnLine(agent)
  const lookUps = new LookUps({ ...config.lookUps, ...base })
  const onOutcome = (outcome: string): void => metrics.mediaFetches.inc({ outcome })
  const lostChanges = (follower: string) => () => metrics.followFailures.inc({ follower })
  const onFollowFailure = lostChanges('media')
  const media = new Media({ config, store, logger, onOutcome, onFollowFailure })
  let restart!: (reason: string) => void
  const restartAsked = new Promise<string>((resolve) => (restart = resolve))
  const warnings = new Map<string, Warning>()
  const warn = (warning: Warning): void => void warnings.set(warning.text, warning)
  if (config.ephemeralDisk) warn(makeWarning('ephemeralDisk'))
  return {
    config,
    logger,
    metrics,
    store,
    historyId: '',
    people: new People(store),
    presence,
    router: new Router({
      store,
      presence,
      logger,
      clock,
      defaultCapacity: config.defaultCapacity,
      onFollowFailure: lostChanges('routing'),
    }),
    outbox: createOutbox(
      config,
      { ...base, media },
      overrides.send ?? createMessageSender(carrier),
      lookUps,
    ),
    lookUps,
    carrier,
    intake: new Intake({
      store,
      logger,
      isOnLine,
      onLine: (line) => lines.add(line),
    }),
    rejections: new Rejections(),
    jobs: new Jobs(logger),
    backfill: createBackfill(config, base, isOnLine, () => [...lines]),
    media,
    about: () => ({
      simulator: config.simulator,
      lines: [...lines],
      warnings: [...warnings.values()],
    }),
    addLine: (line) => lines.add(line),
    warn,
    restart,
    restartAsked,
  }
}

interface Base {
  store: HistoryStore
  clock: Clock
  logger: Logger
  messageLog: MessageLog
  metrics: SwitchboardMetrics
}

function createOutbox(
  config: SwitchboardConfig,
  { store, clock, logger, metrics, media }: Base & { media: Media },
  send: SendMessage,
  lookUps: LookUps,
): Outbox {
  return new Outbox({
    ...config.outbox,
    store,
    clock,
    send,
    logger,
    statusCallback: (attemptId) => `${config.url}/smsstatus?id=${attemptId}`,
    mediaUrls: (message) => media.addressesFor(message),
    onOutcome: ({ kind }) => metrics.attempts.inc({ outcome: kind }),
    onUnknown: (attempt) => lookUps.add(attempt),
    onFollowFailure: () => metrics.followFailures.inc({ follower: 'outbox' }),
  })
}

function createBackfill(
  config: SwitchboardConfig,
  { metrics, ...base }: Base,
  isOnLine: (agent: string) => boolean,
  lines: () => readonly string[],
): Backfill {
  return new Backfill({
    ...config.backfill,
    ...base,
    isOnLine,
    lines,
    onAdded: (direction) => metrics.backfilled.inc({ direction }),
    onRun: (outcome) => metrics.backfillRuns.inc({ outcome }),
  })
}

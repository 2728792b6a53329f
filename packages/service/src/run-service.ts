import { ConfigError } from './config-error.ts'
import { exitCodeConfig } from './launcher-talk.ts'
import type { ReadyMessage, StopMessage } from './launcher-talk.ts'
import { createLogger } from './logger.ts'
import type { Logger } from './logger.ts'

export interface Service extends AsyncDisposable {
  start(): Promise<{ port: number }>
  destroy(): Promise<void>
}
export interface AnnouncingService extends Service {
  /** Lines for the person who started the system; asked once, after start(). */
  announcements?(): string[]
  /** Resolves with the reason when the service wants to end in good order; whoever runs it starts it again. */
  readonly restartAsked?: Promise<string>
}

/**
 * Runs one service as this process, until it is told to stop: over IPC as a child of the launcher (signals are
 * ignored then: they reach the whole group, and the launcher stops its children in order), else by a signal.
 */
export async function runService(
  name: string,
  create: () => Promise<AnnouncingService>,
  { stopDeadlineMs = 8000 } = {},
): Promise<void> {
  const logger = createLoggerOrExit(name)
  dieOfUncaught(logger)
  const stopped = stopRequest(logger, stopDeadlineMs)
  try {
    const service = await create()
    const { port } = await service.start()
    logger.info({ port }, 'started')
    announce(port, service.announcements?.() ?? [])
    const asked = service.restartAsked?.then((reason) => {
      armDeadline(logger, stopDeadlineMs)
      return reason
    })
    const reason = await Promise.race(asked ? [stopped, asked] : [stopped])
    logger.info({ reason }, 'stopping')
    process.exit(await destroy(service, logger))
  } catch (error) {
    exitFailed(error, logger)
  }
}

function createLoggerOrExit(name: string): Logger {
  try {
    return createLogger(name)
  } catch (error) {
    return exitFailed(error)
  }
}

/** Resolves with the reason once the service has to stop; a request during the start counts too. */
function stopRequest(logger: Logger, stopDeadlineMs: number): Promise<string> {
  return new Promise((resolve) => {
    const stop = (reason: string) => {
      armDeadline(logger, stopDeadlineMs)
      resolve(reason)
    }
    // Not `connected`: the launcher may be gone before we look.
    const isChild = process.send !== undefined
    const signal = isChild ? () => undefined : stop
    process.on('SIGTERM', signal).on('SIGINT', signal)
    if (!isChild) return
    if (!process.connected) stop('the launcher is gone')
    process.once('disconnect', () => stop('the launcher is gone'))
    process.on('message', (message) => {
      if ((message as Partial<StopMessage> | null)?.type === 'stop') stop('the launcher says so')
    })
  })
}

let deadline: NodeJS.Timeout | undefined

/** Counts from the request, so that a start that never ends cannot hold the process either. */
function armDeadline(logger: Logger, stopDeadlineMs: number): void {
  deadline ??= setTimeout(() => {
    logger.error({ stopDeadlineMs }, 'did not stop in time')
    process.exit(1)
  }, stopDeadlineMs)
}

function announce(port: number, announcements: string[]): void {
  const message: ReadyMessage = { type: 'ready', port, announcements }
  if (process.send === undefined) for (const line of announcements) console.log(line)
  // The launcher may vanish at any moment; its `disconnect` event then stops us.
  else if (process.connected) process.send(message, undefined, undefined, () => undefined)
}

async function destroy(service: Service, logger: Logger): Promise<number> {
  try {
    await service.destroy()
    logger.info('stopped')
    return 0
  } catch (error) {
    logger.error({ err: error }, 'could not stop cleanly')
    return 1
  }
}

function dieOfUncaught(logger: Logger): void {
  process.on('uncaughtException', (error) => exitFailed(error, logger))
  process.on('unhandledRejection', (error) => exitFailed(error, logger))
}

/** Logs are written synchronously, so nothing is lost by leaving here. */
function exitFailed(error: unknown, logger?: Logger): never {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`)
    process.exit(exitCodeConfig)
  }
  if (logger) logger.fatal({ err: error }, 'died of an error')
  else console.error(error)
  process.exit(1)
}

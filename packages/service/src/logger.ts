import { pino, stdTimeFunctions } from 'pino'
import type { DestinationStream, Logger as PinoLogger } from 'pino'
import { envChoice } from './config.ts'
import { errorFacts } from './error-facts.ts'
import { prettyLine } from './pretty.ts'

export type Logger = PinoLogger
export type LogLevel = (typeof logLevels)[number]
export interface LoggerOptions {
  level?: LogLevel
  destination?: DestinationStream
  pretty?: boolean
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const secretKeys = ['authorization', 'Authorization', 'cookie', 'Cookie', 'token', 'password']
const redactPaths = ['', '*.', '*.*.'].flatMap((prefix) => [
  ...secretKeys.map((key) => prefix + key),
  prefix === '' ? '["set-cookie"]' : `${prefix.slice(0, -1)}["set-cookie"]`,
])

/**
 * A logger whose lines carry `service`. JSON, or lines for people when stdout is a terminal or LOG_FORMAT=pretty.
 * Writes are synchronous, so that nothing is lost when the process ends.
 */
export function createLogger(service: string, options: LoggerOptions = {}): Logger {
  const level = options.level ?? envChoice(process.env, 'LOG_LEVEL', logLevels) ?? 'info'
  const sink = options.destination ?? pino.destination({ fd: 1, sync: true })
  const pretty = options.pretty ?? (options.destination === undefined && prettyByDefault())
  return pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      redact: { paths: redactPaths, censor: '[secret]' },
      serializers: { err: errorFacts, error: errorFacts },
    },
    pretty ? prettyDestination(sink) : sink,
  )
}

function prettyByDefault(): boolean {
  const format = envChoice(process.env, 'LOG_FORMAT', ['pretty', 'json'])
  return format === undefined ? process.stdout.isTTY : format === 'pretty'
}

function prettyDestination(sink: DestinationStream): DestinationStream {
  const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined
  return { write: (line) => sink.write(prettyLine(line, color)) }
}

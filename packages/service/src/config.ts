import { ConfigError } from './config-error.ts'
import { Secret } from './secret.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** The variable, trimmed; an empty one counts as unset. */
export function envString(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined
}

/** As envString, for values that must never reach a log. */
export function envSecret(env: Env, name: string): Secret | undefined {
  const value = envString(env, name)
  return value === undefined ? undefined : new Secret(value)
}

/** A whole number within the bounds, both included. */
export function envInt(
  env: Env,
  name: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): number | undefined {
  const text = envString(env, name)
  if (text === undefined) return undefined
  const value = /^-?\d+$/.test(text) ? Number(text) : NaN
  if (value >= min && value <= max) return value
  throw new ConfigError(`${name} is "${text}": set it to a whole number from ${min} to ${max}.`)
}

/** An http or https address without query, fragment or trailing slash; without a path too, unless `path` allows one. */
export function envUrl(
  env: Env,
  name: string,
  { path = false }: { path?: boolean } = {},
): string | undefined {
  const text = envString(env, name)
  if (text === undefined) return undefined
  const problem = urlProblem(text, path)
  if (problem === undefined) return text
  const example = path ? 'https://sms.example.com/base' : 'https://sms.example.com'
  throw new ConfigError(`${name} ${problem}: set it to an address such as ${example}.`)
}

function urlProblem(text: string, path: boolean): string | undefined {
  if (!URL.canParse(text)) return 'is not a web address'
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return 'is not an http or https address'
  if (url.username || url.password) return 'holds a user name or password'
  if (text.endsWith('/')) return 'ends with a slash'
  if (text.includes('?') || text.includes('#')) return 'holds a query or fragment'
  if (!path && url.pathname !== '/') return 'has a path'
  return undefined
}

/** Comma-separated items, trimmed, empty ones dropped; undefined when none is left. */
export function envList(env: Env, name: string): string[] | undefined {
  const items = (envString(env, name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return items.length > 0 ? items : undefined
}

const flags = new Map([
  ...['yes', 'true', 'on', '1'].map((word) => [word, true] as const),
  ...['no', 'false', 'off', '0'].map((word) => [word, false] as const),
])

/** yes/no (also true/false, on/off, 1/0, in any case). */
export function envFlag(env: Env, name: string): boolean | undefined {
  const text = envString(env, name)
  if (text === undefined) return undefined
  const value = flags.get(text.toLowerCase())
  if (value === undefined) throw new ConfigError(`${name} is "${text}": set it to yes or no.`)
  return value
}

/** One of the listed words. */
export function envChoice<T extends string>(
  env: Env,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = envString(env, name)
  if (text === undefined) return undefined
  const value = choices.find((choice) => choice === text)
  if (value === undefined)
    throw new ConfigError(`${name} is "${text}": set it to one of ${choices.join(', ')}.`)
  return value
}

/** The value, or the sentence `<name> is missing: set it to <hint>.` */
export function required<T>(name: string, value: T | undefined, hint: string): T {
  if (value === undefined) throw new ConfigError(`${name} is missing: set it to ${hint}.`)
  return value
}

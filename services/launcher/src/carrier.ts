import { ConfigError, Secret } from '@switchboard/service/config'
import type { LauncherEnv } from './read-env.ts'

export interface CarrierAccount {
  sid: string
  authToken: Secret
  phoneNumberSid: string
  defaultFrom: string
}
export type Carrier =
  | { kind: 'twilio'; account: CarrierAccount; apiUrl: string | undefined; url: string }
  | { kind: 'simulator' }

/**
 * Twilio when the account's four variables and URL are set, the built-in simulator when none of the four is.
 * Anything between, and none of them on Heroku, is a ConfigError naming what is missing.
 */
export function chooseCarrier(env: LauncherEnv): Carrier {
  const four = accountVariables(env)
  const given = four.filter(([, value]) => value !== undefined).map(([name]) => name)
  if (given.length === 0 && env.dyno === undefined) return { kind: 'simulator' }
  const missing = [...four, ['URL', env.url] as const]
    .filter(([, value]) => value === undefined)
    .map(([name]) => name)
  if (missing.length > 0) throw missingError(missing, given)
  return { kind: 'twilio', account: accountOf(env), apiUrl: env.twilioApiUrl, url: env.url ?? '' }
}

function accountVariables(env: LauncherEnv) {
  return [
    ['TWILIO_SID', env.twilioSid],
    ['TWILIO_AUTH_TOKEN', env.twilioAuthToken],
    ['TWILIO_PHONE_NUMBER_SID', env.twilioPhoneNumberSid],
    ['TWILIO_DEFAULT_FROM', env.twilioDefaultFrom],
  ] as const
}

/** Every variable is there: chooseCarrier has looked. */
function accountOf(env: LauncherEnv): CarrierAccount {
  return {
    sid: env.twilioSid ?? '',
    authToken: env.twilioAuthToken ?? new Secret(''),
    phoneNumberSid: env.twilioPhoneNumberSid ?? '',
    defaultFrom: env.twilioDefaultFrom ?? '',
  }
}

function missingError(missing: readonly string[], given: readonly string[]): ConfigError {
  const verb = missing.length > 1 ? 'are' : 'is'
  const what = `${join(missing)} ${verb} missing: set ${missing.length > 1 ? 'them' : 'it'}`
  if (given.length === 0)
    return new ConfigError(`${what} with heroku config:set, as a dyno works with Twilio only.`)
  return new ConfigError(
    `${what} to work with Twilio, or unset ${join(given)} to work with the built-in simulator.`,
  )
}

function join(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigError, Secret } from '@switchboard/service/config'
import type { CarrierAccount } from './carrier.ts'

/** The number that Twilio's own test credentials can send from. */
const simulatorNumber = '+15005550006'

/** The secret between gateways and switchboard, made at the first start. */
export async function keptGatewayToken(dataDir: string): Promise<Secret> {
  const file = join(dataDir, 'gateway-token')
  const text = (await readIfThere(file))?.trim() || undefined
  return new Secret(text ?? (await keep(file, randomBytes(32).toString('base64url'))))
}

/** The simulator's account, made at the first start: texts and webhooks of earlier runs stay valid. */
export async function keptSimulatorAccount(dataDir: string): Promise<CarrierAccount> {
  const file = join(dataDir, 'simulator-account.json')
  const account = parseAccount(
    file,
    (await readIfThere(file)) ?? (await keep(file, JSON.stringify(newAccount(), undefined, 2))),
  )
  return { ...account, authToken: new Secret(account.authToken) }
}

type WrittenAccount = Omit<CarrierAccount, 'authToken'> & { authToken: string }

function hex(): string {
  return randomBytes(16).toString('hex')
}

function newAccount(): WrittenAccount {
  return {
    sid: `AC${hex()}`,
    authToken: hex(),
    phoneNumberSid: `PN${hex()}`,
    defaultFrom: simulatorNumber,
  }
}

function parseAccount(file: string, text: string): WrittenAccount {
  const fields = ['sid', 'authToken', 'phoneNumberSid', 'defaultFrom'] as const
  try {
    const account = JSON.parse(text) as WrittenAccount
    if (fields.every((field) => typeof account[field] === 'string')) return account
  } catch {
    // Said below, as for an incomplete account.
  }
  throw new ConfigError(`${file} is damaged: set it right, or delete it to get a new account.`)
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unusable(file, error)
  }
}

/** Written beside it first, so that a crash leaves either the whole file or none. */
async function keep(file: string, text: string): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const half = `${file}.${process.pid}.new`
    await writeFile(half, `${text}\n`, { mode: 0o600, flush: true })
    await rename(half, file)
    return text
  } catch (error) {
    throw unusable(file, error)
  }
}

function unusable(file: string, error: unknown): ConfigError {
  const { message } = error as Error
  return new ConfigError(
    `DATA_DIR is unusable, as ${file} failed (${message}): set it to a folder of your own.`,
  )
}

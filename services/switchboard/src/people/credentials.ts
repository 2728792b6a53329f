import { createHash, randomUUID } from 'node:crypto'
import type { Transaction } from '@switchboard/history'
import { SwitchboardError, type Agent } from '@switchboard/protocol'

/** How somebody signs in: kept under their name. */
export interface Credentials {
  agent: string
  passwordHash: string
}

/** Names are one whatever their case or composition; hashed, so that the key is ASCII and bounded. */
export function nameKey(name: string): string {
  return createHash('sha256')
    .update(name.trim().normalize('NFKC').toLowerCase())
    .digest('base64url')
}

/** Makes a person who may sign in. NAME_TAKEN. */
export async function addAgent(
  transaction: Transaction,
  { name, role, passwordHash }: { name: string; role: Agent['role']; passwordHash: string },
): Promise<Agent> {
  await refuseTaken(transaction, name)
  const agent: Agent = { id: randomUUID(), name, role, disabled: false }
  await transaction.putAgent(agent)
  await putCredentials(transaction, name, { agent: agent.id, passwordHash })
  return agent
}

/** The person under another name, with which they sign in from now on. NAME_TAKEN. */
export async function rename(transaction: Transaction, agent: Agent, name: string): Promise<Agent> {
  const [from, to] = [nameKey(agent.name), nameKey(name)]
  if (from !== to) {
    await refuseTaken(transaction, name)
    const credentials = await transaction.record<Credentials>('credentials', from)
    if (credentials) await transaction.putRecord('credentials', to, credentials)
    await transaction.deleteRecord('credentials', from)
  }
  return { ...agent, name }
}

export async function putCredentials(
  transaction: Transaction,
  name: string,
  credentials: Credentials,
): Promise<void> {
  await transaction.putRecord('credentials', nameKey(name), credentials)
}

async function refuseTaken(transaction: Transaction, name: string): Promise<void> {
  if (await transaction.record('credentials', nameKey(name)))
    throw new SwitchboardError('NAME_TAKEN', `There is somebody called ${name} already.`)
}

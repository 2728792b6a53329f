import type { Agent } from '@switchboard/protocol'
import { agentOf, ask } from '../state/session.ts'

export async function signIn(name: string, password: string): Promise<Agent> {
  return agentOf(await ask('POST', '/session', { name, password }))
}

export async function checkWelcome(token: string): Promise<boolean> {
  const answer = (await ask('POST', '/welcome/check', { token })) as { valid?: unknown } | null
  return answer?.valid === true
}

export async function welcome(token: string, name: string, password: string): Promise<Agent> {
  return agentOf(await ask('POST', '/welcome', { token, name, password }))
}

/** What an invitation is for; null when it is over. */
export interface Invitation {
  role: Agent['role']
  /** The name of whoever sent it. */
  by: string | null
}

export async function checkInvite(token: string): Promise<Invitation | null> {
  const answer = (await ask('POST', '/invite/check', { token })) as Record<string, unknown> | null
  if (answer?.['valid'] !== true) return null
  const { role, by } = answer
  return { role: role === 'admin' ? role : 'agent', by: typeof by === 'string' ? by : null }
}

export async function acceptInvite(token: string, name: string, password: string): Promise<Agent> {
  return agentOf(await ask('POST', '/invite', { token, name, password }))
}

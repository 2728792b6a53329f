import type { PhoneDevice } from '@switchboard/protocol'

/** The simulator said no, or nothing. The message is for people. */
export class ApiError extends Error {}

async function ask(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
  const content = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`/phone/api${path}`, {
    method,
    ...(body === undefined ? {} : content),
  }).catch(() => null)
  if (response?.status === 204) return null
  const answer: unknown = await response?.json().catch(() => null)
  if (response?.ok) return answer
  const said = (answer as { error?: { message?: string } } | null)?.error?.message
  throw new ApiError(said ?? 'The simulator did not answer.')
}

export async function sendText(from: string, body: string, mediaUrls: string[]): Promise<void> {
  await ask('POST', '/messages', { from, body, mediaUrls })
}

export async function addPhone(name: string, number?: string): Promise<PhoneDevice> {
  const { phone } = (await ask('POST', '/phones', { name, number })) as { phone: PhoneDevice }
  return phone
}

/** Lets scripted customers text for an hour of a few minutes, or sends them home. */
export async function playBusyHour(isOn: boolean): Promise<void> {
  await (isOn ? ask('POST', '/busy-hour', {}) : ask('DELETE', '/busy-hour'))
}

/** `count` null: until it is switched off. */
export async function addFault(kind: string, count: number | null): Promise<void> {
  await ask('POST', '/faults', { kind, count })
}

export async function removeFault(id: string): Promise<void> {
  await ask('DELETE', `/faults/${id}`)
}

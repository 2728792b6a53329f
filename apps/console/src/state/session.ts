import { SwitchboardError, agentSchema, errorBodySchema, type Agent } from '@switchboard/protocol'

/** What the gateway's HTTP side answers; every failure is a SwitchboardError. */
export async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
  } catch (cause) {
    throw new SwitchboardError('UNAVAILABLE', 'The server could not be reached.', { cause })
  }
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  throw errorOf(response.status, answer)
}

/** What a refused request of ours was answered, as an error. */
export function errorOf(status: number, answer: unknown): SwitchboardError {
  const { error } = (answer ?? {}) as { error?: unknown }
  const checked = errorBodySchema['~standard'].validate(error)
  if (!(checked instanceof Promise) && !checked.issues) {
    const { code, message, data } = checked.value
    return SwitchboardError.fromBody({ code, message, ...(data && { data }) })
  }
  if (status === 401) return new SwitchboardError('UNAUTHENTICATED', 'Nobody is signed in.')
  if (status === 429) return new SwitchboardError('TOO_MANY_REQUESTS', 'Too many tries.')
  return new SwitchboardError('UNAVAILABLE', `The server answered ${status}.`)
}

/** The person an answer tells of. */
export function agentOf(answer: unknown): Agent {
  const checked = agentSchema['~standard'].validate((answer as { agent?: unknown } | null)?.agent)
  if (checked instanceof Promise || checked.issues)
    throw new SwitchboardError('INTERNAL', 'The server answered with something else than a person.')
  return checked.value
}

/** The person this browser is signed in as, or null. */
export async function currentAgent(): Promise<Agent | null> {
  try {
    return agentOf(await ask('GET', '/session'))
  } catch (error) {
    if (error instanceof SwitchboardError && error.status === 401) return null
    throw error
  }
}

export async function signOut(): Promise<void> {
  await ask('DELETE', '/session')
}

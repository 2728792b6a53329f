import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks again and again until the answer is truthy, and returns it. Throws with `what` and the last
 * error after `timeoutMs`.
 */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 20_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs
  let cause: unknown
  do {
    try {
      const answer = await ask()
      if (answer) return answer
      cause = undefined
    } catch (error) {
      cause = error
    }
    await delay(20)
  } while (Date.now() < deadline)
  throw new Error(`did not happen within ${timeoutMs} ms: ${what}`, { cause })
}

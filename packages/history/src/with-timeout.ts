import { SwitchboardError } from '@switchboard/protocol'

/** The promise's outcome, or UNAVAILABLE when it has none in time. */
export async function withTimeout<T>(
  promise: Promise<T>,
  timeoutMs: number,
  what: string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const message = `${what} made no progress within ${timeoutMs} ms`
    timer = setTimeout(() => reject(new SwitchboardError('UNAVAILABLE', message)), timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

import type { Logger } from '@switchboard/service'
import { sleep, type Clock } from '../clock.ts'
import { orAborted } from '../or-aborted.ts'

export interface Patience {
  clock: Clock
  logger: Logger
  signal: AbortSignal
  /** How often one question is asked before giving up. */
  tries: number
  baseMs: number
  ceilingMs: number
}

/**
 * Asks again, with jittered back-off, while the carrier is too busy (429), in trouble (5xx) or out of
 * reach. Anything else, and the last failure, is thrown; so is the signal's reason, at once.
 */
export async function patiently<T>(ask: () => Promise<T>, patience: Patience): Promise<T> {
  const { clock, logger, signal, tries, baseMs, ceilingMs } = patience
  for (let tried = 1; ; tried += 1) {
    signal.throwIfAborted()
    try {
      return await orAborted(ask(), signal)
    } catch (error) {
      if (tried >= tries || !isPassing(error)) throw error
      const waitMs = Math.min(ceilingMs, baseMs * 2 ** (tried - 1)) * (0.5 + Math.random() / 2)
      logger.debug({ err: error, waitMs }, 'the carrier did not answer a list; asking again')
      await sleep(clock, waitMs, signal)
    }
  }
}

function isPassing(error: unknown): boolean {
  const { status } = Object(error) as { status?: number }
  return status === undefined || status === 429 || status >= 500
}

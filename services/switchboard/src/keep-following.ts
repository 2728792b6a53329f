import type { HistoryStore } from '@switchboard/history'
import type { Changeset } from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import { sleep, type Clock } from './clock.ts'

export interface KeepFollowingOptions {
  store: Pick<HistoryStore, 'follow'>
  clock: Clock
  logger: Logger
  signal: AbortSignal
  /** Who follows, for the log. */
  who: string
  /** Where to begin. */
  from: number
  maxBuffered: number
  take: (changeset: Changeset) => void
  /**
   * Following broke off after `cursor`: looks at what is stored instead, where it has to, and returns
   * the cursor to go on from.
   */
  resume: (cursor: number, error: unknown) => number | Promise<number>
  onFailure?: (() => void) | undefined
  /** Milliseconds before the second try, which double up to the ceiling. */
  baseMs?: number
  ceilingMs?: number
}

/**
 * Follows the changes until the signal aborts, whatever breaks off: each time it waits longer, drawn
 * from the upper half, and says so once until changes come again. Never rejects.
 */
export async function keepFollowing(options: KeepFollowingOptions): Promise<void> {
  const { store, clock, logger, signal, who, maxBuffered, take } = options
  const { baseMs = 100, ceilingMs = 10_000 } = options
  let cursor = options.from
  let failure: unknown
  let failures = 0
  while (!signal.aborted) {
    try {
      if (failures > 0) cursor = await options.resume(cursor, failure)
      for await (const changeset of store.follow(cursor, { maxBuffered, signal })) {
        if (failures > 0) logger.info({ failures }, `${who} follows the changes again`)
        failures = 0
        cursor = changeset.seq
        take(changeset)
      }
      return
    } catch (error) {
      failure = error
      failures += 1
      options.onFailure?.()
      if (failures === 1)
        logger.warn({ err: error, cursor }, `${who} lost the changes; trying until they come again`)
    }
    const waitMs = Math.min(ceilingMs, baseMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2)
    // It rejects when the signal aborts, and then there is nothing more to wait for.
    await sleep(clock, waitMs, signal).catch(() => undefined)
  }
}

import { SwitchboardError } from '@switchboard/protocol'
import type { Hello } from './agent-session.ts'
import type { Batch } from './batch.ts'
import type { LiveFeed } from './live-feed.ts'
import type { Upstream } from './upstream.ts'

/**
 * What a browser missed since its cursor, as one batch; undefined when it has to read its pages anew: it has
 * no cursor, one that is too old, or one of a history that is gone.
 */
export async function readMissed(
  { cursor, history, watch }: Hello,
  session: string,
  { upstream, feed }: { upstream: Upstream; feed: LiveFeed },
): Promise<Batch | undefined> {
  if (cursor === null) return undefined
  if (history != null && history !== upstream.history) return undefined
  try {
    const args = { after: cursor, thread: watch.thread, view: watch.inbox?.view ?? null }
    const { changesets, asOf } = await upstream.ask('changes', args, session)
    if (asOf < cursor) return undefined
    return { after: cursor, to: asOf, changes: await feed.enrich(changesets) }
  } catch (error) {
    if (error instanceof SwitchboardError && error.code === 'TOO_OLD') return undefined
    throw error
  }
}

import { conversationStatuses, viewKey, type System } from '@switchboard/protocol'
import type { AppContext } from '../context.ts'

const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString()

/** What an admin looks at first when texts are missing. */
export async function describeSystem(context: AppContext): Promise<System> {
  const { store, outbox, rejections, intake, jobs, about, backfill } = context
  const { counts } = await store.counts()
  const { warnings, lines } = about()
  return {
    startedAt,
    warnings,
    lines,
    store: {
      seq: store.seq,
      conversations: Object.fromEntries(
        conversationStatuses.map((status) => [status, counts[viewKey(status, '*')] ?? 0]),
      ),
      outbox: outbox.size,
    },
    rejected: { count: rejections.count, newest: rejections.newest },
    quarantine: await intake.list(),
    backfill: backfill.state,
    job: jobs.last,
  }
}

import type { HistoryStore } from '@switchboard/history'
import { Metrics } from '@switchboard/service'

/** What an operator watches; names after Prometheus' conventions. */
export function createMetrics() {
  const metrics = new Metrics('switchboard')
  return {
    text: () => metrics.text(),
    webhooks: metrics.counter(
      'switchboard_webhooks_total',
      'Inbound webhooks by what became of them: stored, duplicate, quarantined, rejected, failed.',
      ['outcome'],
    ),
    callbacks: metrics.counter(
      'switchboard_status_callbacks_total',
      'Status callbacks by what became of them: applied, unchanged, kept, quarantined, rejected, failed.',
      ['outcome'],
    ),
    attempts: metrics.counter(
      'switchboard_send_attempts_total',
      'Attempts to send by outcome: sent, refused, not-sent, unknown.',
      ['outcome'],
    ),
    followFailures: metrics.counter(
      'switchboard_follow_failures_total',
      'Times the changes could not be followed inside, by follower: outbox, routing, media.',
      ['follower'],
    ),
    backfillRuns: metrics.counter(
      'switchboard_backfill_runs_total',
      "Runs through the carrier's messages by how they ended: done, failed, interrupted.",
      ['outcome'],
    ),
    backfilled: metrics.counter(
      'switchboard_backfilled_messages_total',
      'Messages that were found at the carrier and added, by direction.',
      ['direction'],
    ),
    mediaFetches: metrics.counter(
      'switchboard_media_fetches_total',
      'Fetches of pictures from the carrier by outcome: fetched, failed.',
      ['outcome'],
    ),
    intakeSeconds: metrics.histogram(
      'switchboard_intake_seconds',
      'From a signed webhook to its synced write.',
      [],
      [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    ),
    gauge: metrics.gauge.bind(metrics),
  }
}

export type SwitchboardMetrics = ReturnType<typeof createMetrics>

/** What the store has done since the start, by `operation`: batch, write, written-byte, get, scan. */
export function countStoreWork({ gauge }: SwitchboardMetrics, { work }: HistoryStore): void {
  const help = 'Operations on the store since the start; written-byte: length of keys and values.'
  gauge('switchboard_store_operations', help, ['operation'], (g) => {
    g.set({ operation: 'batch' }, work.batches)
    g.set({ operation: 'write' }, work.writes)
    g.set({ operation: 'written-byte' }, work.writtenBytes)
    g.set({ operation: 'get' }, work.gets)
    g.set({ operation: 'scan' }, work.scans)
  })
}

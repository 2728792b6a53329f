import { Metrics } from '@switchboard/service'
import type { Store } from './store/store.ts'
import type { Turnstile } from './turnstile.ts'

/** What an operator of the simulator can watch. */
export function createMetrics(store: Store, turnstile: Turnstile): Metrics {
  const metrics = new Metrics('simulator')
  metrics.gauge('simulator_messages', 'Messages in the log.', [], (gauge) =>
    gauge.set(store.messages.size),
  )
  metrics.gauge(
    'simulator_webhooks_under_way',
    'Webhooks and callbacks not yet answered.',
    [],
    (gauge) => gauge.set(turnstile.running),
  )
  return metrics
}

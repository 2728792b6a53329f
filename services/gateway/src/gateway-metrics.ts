import { Metrics } from '@switchboard/service'
import type { FanOut } from './fan-out.ts'
import type { LiveFeed } from './live-feed.ts'
import type { Upstream } from './upstream.ts'

/** What an operator may want to see of a gateway. */
export function gatewayMetrics(parts: {
  upstream: Upstream
  feed: LiveFeed
  fanOut: FanOut
}): Metrics {
  const metrics = new Metrics('gateway')
  const sockets = 'Browsers that are connected.'
  metrics.gauge('gateway_browsers', sockets, [], (gauge) => gauge.set(parts.fanOut.size))
  const live = 'Whether the switchboard is followed.'
  metrics.gauge('gateway_upstream_live', live, [], (gauge) =>
    gauge.set(Number(parts.upstream.live)),
  )
  const delivered = 'The last changeset that was handed on.'
  metrics.gauge('gateway_delivered_seq', delivered, [], (gauge) => gauge.set(parts.feed.delivered))
  const encoded = 'Frames encoded for what came live, each once however many browsers it went to.'
  metrics.gauge('gateway_encoded_frames', encoded, [], (gauge) => gauge.set(parts.fanOut.encoded))
  return metrics
}

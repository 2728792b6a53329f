import { quantilesOf, type Quantiles } from '../statistics.ts'
import { HttpConnection } from './http-connection.ts'
import { bodyBytes, webhookRequests, type WebhookSource } from './webhooks.ts'

export interface ClosedLoop {
  base: string
  source: WebhookSource
  connections: number
  count: number
}

export interface LoadResult {
  /** Answers with 200 per second. */
  rate: number
  /** From send to answer, ms. */
  latency: Quantiles
  /** Answers with anything but 200, and requests without an answer. */
  failed: number
  /** Share of a core the driver took: near 1 it was the bottleneck. */
  driverBusy: number
  meanBodyBytes: number
}

/** Each connection sends its next text when the last one is answered. */
export async function runClosedLoop(loop: ClosedLoop): Promise<LoadResult> {
  const requests = webhookRequests(loop.source, loop.count)
  const connections = await Promise.all(
    Array.from({ length: loop.connections }, () => HttpConnection.open(loop.base)),
  )
  const latencies: number[] = []
  let next = 0
  let failed = 0
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  await Promise.all(
    connections.map(async (connection) => {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const sentAt = performance.now()
        const status = await connection.send(request).catch(() => 0)
        latencies.push(performance.now() - sentAt)
        if (status !== 200) failed += 1
        if (status === 0) return
      }
    }),
  )
  const ms = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpu)
  for (const connection of connections) connection.close()
  return {
    rate: ((latencies.length - failed) / ms) * 1000,
    latency: quantilesOf(latencies),
    failed: failed + loop.count - latencies.length,
    driverBusy: (user + system) / 1000 / ms,
    meanBodyBytes: requests.reduce((sum, one) => sum + bodyBytes(one), 0) / loop.count,
  }
}

import { quantilesOf, type Quantiles } from '../statistics.ts'
import { HttpConnection } from './http-connection.ts'
import { webhookRequests, type WebhookSource } from './webhooks.ts'

export interface Burst {
  base: string
  source: WebhookSource
  count: number
}

/** All at once, each over a connection of its own; latency counts from the moment of the burst. */
export async function runBurst({
  base,
  source,
  count,
}: Burst): Promise<{ latency: Quantiles; failed: number }> {
  const requests = webhookRequests(source, count)
  const startedAt = performance.now()
  const latencies: number[] = []
  const answers = await Promise.allSettled(
    requests.map(async (request) => {
      const connection = await HttpConnection.open(base)
      const status = await connection.send(request).finally(() => connection.close())
      latencies.push(performance.now() - startedAt)
      return status
    }),
  )
  return { latency: quantilesOf(latencies), failed: answers.filter((one) => !isStored(one)).length }
}

function isStored(answer: PromiseSettledResult<number>): boolean {
  return answer.status === 'fulfilled' && answer.value === 200
}

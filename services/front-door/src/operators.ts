import type { IncomingMessage } from 'node:http'
import { isBearer, isLoopbackRequest, mergeMetrics } from '@switchboard/service'
import type { Check, MetricsText, Readiness, ReadinessAnswer, Secret } from '@switchboard/service'
import type { Upstream, Upstreams } from './upstreams.ts'

const probeTimeoutMs = 5000

/** Ready when the switchboard and every gateway say so; names those that are not, passes all warnings on. */
export async function readinessOf(upstreams: Upstreams): Promise<Readiness> {
  const asked = [upstreams.switchboard, ...upstreams.gateways]
  const answers = await Promise.all(asked.map(askReadyz))
  // What is called ready takes requests from now on.
  for (const [i, each] of asked.entries())
    if (answers[i]?.status === 'ok') upstreams.markAlive(each)
  const checks = Object.fromEntries(asked.map(({ name }, i) => [name, checkOf(answers[i])]))
  const warnings = new Set(answers.flatMap((answer) => answer?.warnings ?? []))
  return { checks, warnings: [...warnings] }
}

async function askReadyz({ url }: Upstream): Promise<ReadinessAnswer | undefined> {
  try {
    const signal = AbortSignal.timeout(probeTimeoutMs)
    return (await (await fetch(`${url}/readyz`, { signal })).json()) as ReadinessAnswer
  } catch {
    return undefined
  }
}

function checkOf(answer: ReadinessAnswer | undefined): Check {
  if (answer === undefined) return { ok: false, detail: 'does not answer' }
  if (answer.status === 'ok') return { ok: true }
  const failing = Object.entries(answer.checks ?? {})
    .filter(([, check]) => !check.ok)
    .map(([name, { detail }]) => (detail === undefined ? name : `${name} (${detail})`))
  return { ok: false, detail: `not ready: ${failing.join(', ')}` }
}

/** True for callers on this machine, and for any with the token. */
export function mayReadMetrics(req: IncomingMessage, token: Secret | undefined): boolean {
  if (isLoopbackRequest(req)) return true
  return token !== undefined && isBearer(req.headers.authorization, token.reveal())
}

/** The texts of all services, or of those that `service` names; undefined when it names none. */
export async function metricsOf(
  upstreams: Upstreams,
  own: () => Promise<string>,
  service: string | null,
  token: Secret | undefined,
): Promise<string | undefined> {
  const named = ({ name, service: kind }: Upstream) => [null, name, kind].includes(service)
  const asked = upstreams.all.filter(named)
  const wantsOwn = service === null || service === 'front-door'
  if (asked.length === 0 && !wantsOwn) return undefined
  const texts = await Promise.all(asked.map((upstream) => askMetrics(upstream, token)))
  const found = texts.filter((text) => text !== undefined)
  return mergeMetrics([...(wantsOwn ? [await own()] : []), ...found])
}

async function askMetrics(
  { url, name, service }: Upstream,
  token: Secret | undefined,
): Promise<MetricsText | undefined> {
  try {
    const answer = await fetch(`${url}/metrics`, {
      signal: AbortSignal.timeout(probeTimeoutMs),
      headers: token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` },
    })
    if (!answer.ok) return undefined
    const text = await answer.text()
    return name === service ? { text } : { text, labels: { instance: name } }
  } catch {
    return undefined
  }
}

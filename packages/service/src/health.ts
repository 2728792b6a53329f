import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson } from './json-answer.ts'

export interface Check {
  ok: boolean
  /** What an operator should know about it. */
  detail?: string
}
export interface Readiness {
  checks: Readonly<Record<string, Check>>
  /** Numbers that are neither good nor bad by themselves, such as how many peers are connected. */
  figures?: Readonly<Record<string, number>>
  /** Said even when all is well, such as a disk that does not outlive a restart. */
  warnings?: readonly string[]
}
export interface ReadinessAnswer extends Readiness {
  status: 'ok' | 'unavailable'
}

/** Answers `/healthz` and `/readyz`; false, with the response untouched, for any other path. */
export async function answerHealth(
  req: IncomingMessage,
  res: ServerResponse,
  readyz: () => Readiness | Promise<Readiness>,
): Promise<boolean> {
  const path = (req.url ?? '').split('?', 1)[0]
  if (path !== '/healthz' && path !== '/readyz') return false
  if (req.method !== 'GET' && req.method !== 'HEAD') sendJson(res, 405, { status: 'method' })
  else if (path === '/healthz') answerHealthz(res)
  else await answerReadyz(res, readyz)
  return true
}

/** 200 `{ status: "ok" }`: the process answers. */
export function answerHealthz(res: ServerResponse): void {
  sendJson(res, 200, { status: 'ok' })
}

/** 200, or 503 while any check fails: `{ status, checks: { name: { ok, detail? } }, warnings? }`. */
export async function answerReadyz(
  res: ServerResponse,
  readyz: () => Readiness | Promise<Readiness>,
): Promise<void> {
  const answer = readinessAnswer(await readyzOrFailure(readyz))
  sendJson(res, answer.status === 'ok' ? 200 : 503, answer)
}

export function readinessAnswer({ checks, figures, warnings = [] }: Readiness): ReadinessAnswer {
  const ok = Object.values(checks).every((check) => check.ok)
  const status = ok ? 'ok' : 'unavailable'
  const said = warnings.length > 0 && { warnings }
  return { status, checks, ...(figures && { figures }), ...said }
}

async function readyzOrFailure(readyz: () => Readiness | Promise<Readiness>): Promise<Readiness> {
  try {
    return await readyz()
  } catch {
    return { checks: { readiness: { ok: false, detail: 'The checks could not be run.' } } }
  }
}

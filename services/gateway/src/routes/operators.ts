import { SwitchboardError } from '@switchboard/protocol'
import {
  answerHealthz,
  answerReadyz,
  isBearer,
  isLoopbackRequest,
  metricsContentType,
} from '@switchboard/service'
import { Router, type Request } from 'express'
import type { AppContext } from '../context.ts'

/** `/healthz`, `/readyz` and `/metrics`. */
export function operatorRoutes({ config, upstream, metricsText }: AppContext): Router {
  const router = Router()

  router.get('/healthz', (_req, res) => answerHealthz(res))

  router.get('/readyz', (_req, res) => {
    const switchboard = upstream.live ? { ok: true } : { ok: false, detail: upstream.problem }
    return answerReadyz(res, () => ({ checks: { switchboard } }))
  })

  router.get('/metrics', async (req, res) => {
    mayReadMetrics(req)
    res.set('content-type', metricsContentType).set('cache-control', 'no-store')
    res.send(await metricsText())
  })

  /** On this machine anybody may; from elsewhere the API token is needed, and without one there is nothing. */
  function mayReadMetrics(req: Request): void {
    if (isLoopbackRequest(req)) return
    if (config.apiToken === undefined)
      throw new SwitchboardError('NOT_FOUND', 'There is nothing here.')
    if (!isBearer(req.headers.authorization, config.apiToken.reveal())) {
      throw new SwitchboardError('UNAUTHENTICATED', 'A valid API token is needed.')
    }
  }

  return router
}

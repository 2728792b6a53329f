import { answerHealthz, answerReadyz } from '@switchboard/service'
import express from 'express'
import type { Express } from 'express'
import type { Context } from './context.ts'
import { answerErrors, answerNotFound } from './errors.ts'
import { phonePath } from './phone/texts.ts'
import { phoneApiRoutes } from './routes/phone-api.ts'
import { phonePageRoutes } from './routes/phone-page.ts'
import { restRoutes } from './routes/rest.ts'

/** The route table: Twilio's REST API, the phones' side, and what operators ask. */
export function createApp(context: Context): Express {
  const app = express()
  app.disable('x-powered-by').set('etag', false)
  app.get('/healthz', (_req, res) => answerHealthz(res))
  app.get('/readyz', (_req, res) => answerReadyz(res, () => ({ checks: { store: { ok: true } } })))
  app.get('/metrics', async (_req, res) => {
    res.type('text/plain; version=0.0.4').send(await context.metrics.text())
  })
  app.use(`${phonePath}/api`, phoneApiRoutes(context))
  app.use(phonePath, phonePageRoutes(context.config.phonePageFolder))
  app.use(restRoutes(context))
  app.use(answerNotFound)
  app.use(answerErrors((error) => context.logger.error({ err: error }, 'a request failed')))
  return app
}

import { Router } from 'express'
import { clientAddress } from '../client-address.ts'
import type { AppContext } from '../context.ts'
import { bodyAs, fromOurPage, jsonBody } from '../json-body.ts'

/** `/welcome`: the one-time link that makes the first admin. */
export function welcomeRoutes({ config, upstream, cookie, signInLimit }: AppContext): Router {
  const router = Router()

  router.post('/check', fromOurPage(config.url), jsonBody, async (req, res) => {
    const { token } = bodyAs('check-welcome', req)
    res.set('cache-control', 'no-store').json(await upstream.ask('check-welcome', { token }, null))
  })

  router.post('/', fromOurPage(config.url), jsonBody, async (req, res) => {
    const args = bodyAs('welcome', req)
    const { session, agent } = await signInLimit.attempt(
      clientAddress(req, config.behindRouter),
      () => upstream.ask('welcome', args, null),
    )
    res.set('set-cookie', cookie.write(session)).set('cache-control', 'no-store').json({ agent })
  })

  return router
}

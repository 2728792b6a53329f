import { Router } from 'express'
import { clientAddress } from '../client-address.ts'
import type { AppContext } from '../context.ts'
import { bodyAs, fromOurPage, jsonBody } from '../json-body.ts'

/** `/invite`: the link with which somebody makes the account they were invited to. */
export function inviteRoutes({ config, upstream, cookie, signInLimit }: AppContext): Router {
  const router = Router()

  router.post('/check', fromOurPage(config.url), jsonBody, async (req, res) => {
    const args = bodyAs('check-invite', req)
    res.set('cache-control', 'no-store').json(await upstream.ask('check-invite', args, null))
  })

  router.post('/', fromOurPage(config.url), jsonBody, async (req, res) => {
    const args = bodyAs('accept-invite', req)
    const { session, agent } = await signInLimit.attempt(
      clientAddress(req, config.behindRouter),
      () => upstream.ask('accept-invite', args, null),
    )
    res.set('set-cookie', cookie.write(session)).set('cache-control', 'no-store').json({ agent })
  })

  return router
}

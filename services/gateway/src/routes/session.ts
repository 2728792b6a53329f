import { SwitchboardError } from '@switchboard/protocol'
import { Router } from 'express'
import { clientAddress } from '../client-address.ts'
import type { AppContext } from '../context.ts'
import { bodyAs, fromOurPage, jsonBody } from '../json-body.ts'

/** `/session`: sign in, who am I, sign out. */
export function sessionRoutes({
  config,
  upstream,
  cookie,
  fanOut,
  signInLimit,
}: AppContext): Router {
  const router = Router()

  router.post('/', fromOurPage(config.url), jsonBody, async (req, res) => {
    const { name, password } = bodyAs('sign-in', req)
    const address = clientAddress(req, config.behindRouter)
    const { session, agent } = await signInLimit.attempt(address, () => {
      return upstream.ask('sign-in', { name, password, address }, null)
    })
    res.set('set-cookie', cookie.write(session)).set('cache-control', 'no-store').json({ agent })
  })

  router.get('/', async (req, res) => {
    const session = cookie.read(req.headers.cookie)
    if (session === undefined) throw new SwitchboardError('UNAUTHENTICATED', 'Please sign in.')
    const { agent } = await upstream.ask('whoami', {}, session)
    res.set('cache-control', 'no-store').json({ agent })
  })

  router.delete('/', fromOurPage(config.url), async (req, res) => {
    const session = cookie.read(req.headers.cookie)
    if (session !== undefined) {
      await endSession(session)
      fanOut.closeSession(session)
    }
    res.set('set-cookie', cookie.clear()).status(204).end()
  })

  /** A session that is over already is signed out. */
  async function endSession(session: string): Promise<void> {
    try {
      await upstream.ask('sign-out', {}, session)
    } catch (error) {
      const isOver = error instanceof SwitchboardError && error.code === 'UNAUTHENTICATED'
      if (!isOver) throw error
    }
  }

  return router
}

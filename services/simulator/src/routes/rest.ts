import { Router, urlencoded } from 'express'
import { apiVersion } from '../carrier/webhook-params.ts'
import type { Context } from '../context.ts'
import { answerNotFound } from '../errors.ts'
import { makeSid } from '../sids.ts'
import { basicAuth } from './basic-auth.ts'
import { incomingNumberRoutes } from './incoming-numbers.ts'
import { mediaContent, mediaRoutes } from './media.ts'
import { messageRoutes } from './messages.ts'
import { toAccountJson } from './representations.ts'
import { answer, faultsBefore } from './rest-faults.ts'

/** Twilio's REST API, as far as texting needs it. */
export function restRoutes(context: Context): Router {
  const router = Router()
  router.use(`/${apiVersion}`, (_req, res, next) => {
    res.setHeader('Twilio-Request-Id', makeSid('RQ'))
    next()
  })
  router.get('/media-content/:sid', mediaContent(context))
  const auth = basicAuth(context)
  const form = urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 })
  router.all(`/${apiVersion}/Accounts/:account.json`, auth, faultsBefore(context))
  router.get(`/${apiVersion}/Accounts/:account.json`, async (req, res) => {
    await answer(context, req, res, 200, toAccountJson(context))
  })
  router.use(
    `/${apiVersion}/Accounts/:account`,
    auth,
    form,
    faultsBefore(context),
    accountRoutes(context),
  )
  router.use(`/${apiVersion}`, answerNotFound)
  return router
}

function accountRoutes(context: Context): Router {
  const router = Router({ mergeParams: true })
  router.get('/Balance.json', async (req, res) => {
    const { accountSid } = context.config
    await answer(context, req, res, 200, {
      account_sid: accountSid,
      balance: '42.00',
      currency: 'USD',
    })
  })
  router.use(messageRoutes(context), mediaRoutes(context), incomingNumberRoutes(context))
  return router
}

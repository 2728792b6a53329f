import { json, Router } from 'express'
import type { Request, RequestHandler } from 'express'
import { SwitchboardError } from '@switchboard/protocol'
import type { Context } from '../context.ts'
import { addPhone, sendText, toDevice } from '../phone/desk.ts'
import { isFromOurPage } from '../phone/our-page.ts'
import { answerPhoneErrors, badRequest } from '../phone/phone-error.ts'
import {
  faultRequestSchema,
  parseRequest,
  phoneRequestSchema,
  textRequestSchema,
} from '../phone/requests.ts'
import { textsOf, toPhoneText } from '../phone/texts.ts'
import { sendMedia } from './media.ts'

const maxTexts = 1000
/** Room for pictures of 5 MB in base64. */
const maxRequest = '8mb'

/** What the phone page and tests ask for, under `/phone/api`. No sign-in: it is a toy for the loopback. */
export function phoneApiRoutes(context: Context): Router {
  const router = Router()
  router.use(onlyOurPages(context), onlyJson, json({ limit: maxRequest, strict: true }))
  router.use(deskRoutes(context), faultRoutes(context), busyHourRoutes(context))
  router.use((req) => {
    throw new SwitchboardError('NOT_FOUND', `There is nothing at ${req.path}.`)
  })
  router.use(
    answerPhoneErrors((error) => context.logger.error({ err: error }, 'a phone request failed')),
  )
  return router
}

function deskRoutes(context: Context): Router {
  const { store } = context
  const router = Router()
  router.get('/phones', (_req, res) => {
    res.json({ phones: [...store.phones.values()].map(toDevice) })
  })
  router.post('/phones', (req, res) => {
    const { name, number } = parseRequest(phoneRequestSchema, req.body)
    res.status(201).json({ phone: addPhone(context, name, number) })
  })
  router.post('/messages', async (req, res) => {
    const message = await sendText(context, parseRequest(textRequestSchema, req.body))
    res.status(201).json({ sid: message.sid, text: toPhoneText(store, message) })
  })
  router.get('/messages', (req, res) => {
    res.json({ texts: textsOf(store, numberOf(req), maxTexts) })
  })
  router.get('/media/:sid', (req, res) => {
    const media = store.media.get(req.params.sid)
    if (!media) throw new SwitchboardError('NOT_FOUND', 'There is no such picture.')
    sendMedia(context, media, res)
  })
  return router
}

function faultRoutes({ faults, debuggerLog }: Context): Router {
  const router = Router()
  router.get('/debugger', (_req, res) => {
    res.json({ troubles: debuggerLog.all() })
  })
  router.get('/faults', (_req, res) => {
    res.json({ faults: faults.all() })
  })
  router.post('/faults', (req, res) => {
    res.status(201).json({ fault: faults.add(parseRequest(faultRequestSchema, req.body)) })
  })
  router.delete('/faults', (_req, res) => {
    faults.clear()
    res.status(204).end()
  })
  router.delete('/faults/:id', (req, res) => {
    if (!faults.clear(req.params.id))
      throw new SwitchboardError('NOT_FOUND', 'That fault is not switched on.')
    res.status(204).end()
  })
  return router
}

function busyHourRoutes(context: Context): Router {
  const { busyHour } = context
  const router = Router()
  router.get('/busy-hour', (_req, res) => {
    res.json({ busyHour: busyHour.state })
  })
  router.post('/busy-hour', (_req, res) => {
    res.status(202).json({ busyHour: busyHour.start(context) })
  })
  router.delete('/busy-hour', (_req, res) => {
    busyHour.stop()
    res.status(204).end()
  })
  return router
}

function numberOf(req: Request): string {
  const number = req.query['number']
  if (typeof number === 'string' && number !== '') return number
  throw badRequest('number is missing: which phone is it about?')
}

function onlyOurPages({ config: { url } }: Context): RequestHandler {
  return (req, _res, next) => {
    if (!isFromOurPage(req, url))
      throw new SwitchboardError(
        'FORBIDDEN',
        'Only the phone page itself may ask for this, at localhost or at the address that URL is set to.',
      )
    next()
  }
}

/** Other sites' forms cannot send JSON unasked. */
const onlyJson: RequestHandler = (req, _res, next) => {
  if (req.method === 'POST' && !req.is('application/json'))
    throw new SwitchboardError('UNSUPPORTED_TYPE', 'Send JSON.')
  next()
}

import { isE164 } from '@switchboard/protocol'
import { Router } from 'express'
import type { Request } from 'express'
import type { Context } from '../context.ts'
import { CarrierError, notFound } from '../errors.ts'
import type { HttpMethod, IncomingNumber } from '../store/model.ts'
import { makeNumber } from '../store/seed.ts'
import { Form, formOf } from './form.ts'
import { cutPage } from './page.ts'
import { accountPath, toNumberJson } from './representations.ts'
import { answer } from './rest-faults.ts'

/** IncomingPhoneNumbers (twilio.com/docs/phone-numbers/api/incomingphonenumber-resource). */
export function incomingNumberRoutes(context: Context): Router {
  const { store } = context
  const router = Router({ mergeParams: true })
  router.get('/IncomingPhoneNumbers.json', async (req, res) => {
    const path = `${accountPath(context)}/IncomingPhoneNumbers.json`
    const { items, frame } = cutPage(listNumbers(context, new Form(req.query)), path, req.query)
    const list = items.map((number) => toNumberJson(context, number))
    await answer(context, req, res, 200, { ...frame, incoming_phone_numbers: list })
  })
  router.post('/IncomingPhoneNumbers.json', async (req, res) => {
    const number = store.putNumber(buy(context, formOf(req)))
    await answer(context, req, res, 201, toNumberJson(context, number))
  })
  router.get('/IncomingPhoneNumbers/:sid.json', async (req, res) => {
    await answer(context, req, res, 200, toNumberJson(context, findNumber(context, req)))
  })
  router.post('/IncomingPhoneNumbers/:sid.json', async (req, res) => {
    const number = store.putNumber(withSettings(findNumber(context, req), formOf(req)))
    await answer(context, req, res, 200, toNumberJson(context, number))
  })
  return router
}

function findNumber({ store }: Context, req: Request): IncomingNumber {
  const number = store.numbers.get(String(req.params['sid']))
  if (number) return number
  throw notFound(req.originalUrl.split('?')[0] ?? '')
}

function listNumbers({ store }: Context, query: Form): IncomingNumber[] {
  const phoneNumber = query.filled('PhoneNumber')
  const all = [...store.numbers.values()]
  return phoneNumber === undefined
    ? all
    : all.filter((number) => number.phoneNumber === phoneNumber)
}

function buy({ store }: Context, form: Form): IncomingNumber {
  const phoneNumber = form.filled('PhoneNumber')
  if (phoneNumber === undefined || !isE164(phoneNumber))
    throw new CarrierError(400, 21421, 'PhoneNumber is invalid')
  if (store.numberCalled(phoneNumber))
    throw new CarrierError(400, 21422, 'PhoneNumber is not available')
  return withSettings(makeNumber(phoneNumber), form)
}

/** What is not named stays; an address that is none is refused, an empty one removes it. */
function withSettings(number: IncomingNumber, form: Form): IncomingNumber {
  return {
    ...number,
    friendlyName: form.text('FriendlyName') ?? number.friendlyName,
    smsUrl: readUrl(form, 'SmsUrl', 21502) ?? number.smsUrl,
    smsMethod: readMethod(form, 'SmsMethod') ?? number.smsMethod,
    smsFallbackUrl: readUrl(form, 'SmsFallbackUrl', 21502) ?? number.smsFallbackUrl,
    smsFallbackMethod: readMethod(form, 'SmsFallbackMethod') ?? number.smsFallbackMethod,
    statusCallback: readUrl(form, 'StatusCallback', 21609) ?? number.statusCallback,
    statusCallbackMethod: readMethod(form, 'StatusCallbackMethod') ?? number.statusCallbackMethod,
    updatedAt: new Date().toISOString(),
  }
}

function readUrl(form: Form, name: string, code: number): string | undefined {
  const url = form.text(name)
  if (url === undefined || url === '' || (/^https?:\/\/\S+$/i.test(url) && URL.canParse(url)))
    return url
  throw new CarrierError(400, code, `${name} is not a valid URL: ${url}`)
}

function readMethod(form: Form, name: string): HttpMethod | undefined {
  const method = form.text(name)
  if (method === undefined || method === 'GET' || method === 'POST') return method
  throw new CarrierError(400, 21403, `${name} is invalid: ${method}`)
}

import type { PhoneDevice } from '@switchboard/protocol'
import { areaCodes, geoOf } from '../carrier/geo.ts'
import { fetchPicture, PictureError } from '../carrier/fetch-media.ts'
import { receiveText } from '../carrier/receive-text.ts'
import type { Context } from '../context.ts'
import type { IncomingNumber, Message, Phone } from '../store/model.ts'
import { badRequest } from './phone-error.ts'

export const MAX_PHONES = 24

export function toDevice({ number, name }: Phone): PhoneDevice {
  return { number, name }
}

/** Our Line's number: what phones text when they name none. */
export function defaultLine({ store, config }: Context): IncomingNumber {
  const number = store.numbers.get(config.phoneNumberSid)
  if (!number) throw new Error('the configured number is missing')
  return number
}

/** Puts a phone on the desk; without a number it gets one that belongs to nobody. */
export function addPhone(
  { store }: Context,
  name: string,
  number = freeNumber(store.phones),
): PhoneDevice {
  const known = store.phones.get(number)
  if (!known && store.phones.size >= MAX_PHONES)
    throw badRequest(`The desk holds ${MAX_PHONES} phones at most.`)
  if (store.numberCalled(number)) throw badRequest(`${number} is the Line itself.`)
  return toDevice(store.putPhone({ name, number, geo: known?.geo ?? geoOf(number) }))
}

/** 555-0100 to 555-0199 are reserved for fiction in each area. */
function freeNumber(taken: ReadonlyMap<string, Phone>): string {
  for (let n = 0; n < 100 * areaCodes.length; n += 1) {
    const area = areaCodes[n % areaCodes.length] ?? '+1415'
    const number = `${area}55501${String((n * 7 + 40) % 100).padStart(2, '0')}`
    if (!taken.has(number)) return number
  }
  throw badRequest('There is no free number left.')
}

export interface TextRequest {
  from: string
  to?: string | undefined
  body: string
  mediaUrls: string[]
}

/** Sends a text from a phone (any sender, also one that is not on the desk) to one of our numbers. */
export async function sendText(context: Context, request: TextRequest): Promise<Message> {
  const { from, to, body, mediaUrls } = request
  const line = to === undefined ? defaultLine(context) : context.store.numberCalled(to)
  if (!line) throw badRequest(`${to} is none of the account's numbers.`)
  if (body === '' && mediaUrls.length === 0) throw badRequest('There is nothing to send.')
  return receiveText(context, line, { from, body, pictures: await fetchAll(context, mediaUrls) })
}

async function fetchAll({ tasks }: Context, urls: string[]) {
  try {
    return await Promise.all(urls.map((url) => fetchPicture(url, tasks.signal)))
  } catch (error) {
    if (error instanceof PictureError) throw badRequest(error.message)
    throw error
  }
}

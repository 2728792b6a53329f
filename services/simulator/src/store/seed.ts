import { isE164 } from '@switchboard/protocol'
import type { SimulatorConfig } from '../config.ts'
import { makeSid } from '../sids.ts'
import { geoOf } from '../carrier/geo.ts'
import type { IncomingNumber } from './model.ts'
import type { Store } from './store.ts'

/** The number a Messaging Service owns here when the default Line is one; Twilio's "valid" magic number. */
const serviceNumber = '+15005550006'

// Numbers that are reserved for fiction, so that nobody's own phone is ever meant.
const people = [
  { name: 'Maya Chen', number: '+14155550132' },
  { name: 'Tom Okafor', number: '+12125550178' },
  { name: 'Priya Shah', number: '+447700900123' },
]

/** Our own number as configured, and at the first start three phones. */
export function seed(store: Store, config: SimulatorConfig): void {
  const isNumber = isE164(config.defaultFrom)
  const phoneNumber = isNumber ? config.defaultFrom : serviceNumber
  const messagingServiceSid = isNumber ? null : config.defaultFrom
  const known =
    store.numbers.get(config.phoneNumberSid) ?? makeNumber(phoneNumber, config.phoneNumberSid)
  store.putNumber({ ...known, phoneNumber, messagingServiceSid })
  if (store.phones.size > 0) return
  for (const { name, number } of people) store.putPhone({ name, number, geo: geoOf(number) })
}

/** A number as it is when just bought: it sends its texts nowhere. */
export function makeNumber(phoneNumber: string, sid = makeSid('PN')): IncomingNumber {
  const now = new Date().toISOString()
  return {
    sid,
    phoneNumber,
    friendlyName: phoneNumber,
    messagingServiceSid: null,
    smsUrl: '',
    smsMethod: 'POST',
    smsFallbackUrl: '',
    smsFallbackMethod: 'POST',
    statusCallback: '',
    statusCallbackMethod: 'POST',
    createdAt: now,
    updatedAt: now,
  }
}

import type { Context } from '../context.ts'
import { apiVersion } from '../carrier/webhook-params.ts'
import { toRfc2822 } from '../dates.ts'
import type { IncomingNumber, Media, Message } from '../store/model.ts'

type Json = Record<string, unknown>

export function accountPath({ config }: Context): string {
  return `/${apiVersion}/Accounts/${config.accountSid}`
}

function messagePath(context: Context, sid: string): string {
  return `${accountPath(context)}/Messages/${sid}`
}

/** A Message as the API shows it: everything is text except error_code. */
export function toMessageJson(context: Context, message: Message): Json {
  const path = messagePath(context, message.sid)
  return {
    account_sid: context.config.accountSid,
    api_version: apiVersion,
    body: message.body,
    date_created: toRfc2822(message.createdAt),
    date_sent: toRfc2822(message.sentAt),
    date_updated: toRfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorMessage,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.numMedia),
    num_segments: message.from === null ? '0' : String(message.segments),
    price: priceOf(message),
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: message.to,
    uri: `${path}.json`,
  }
}

/** Null until it is billed. */
function priceOf({ status, segments }: Message): string | null {
  const billed = status === 'delivered' || status === 'received'
  return billed ? (-0.0079 * segments).toFixed(5) : null
}

export function toMediaJson(context: Context, media: Media): Json {
  return {
    account_sid: context.config.accountSid,
    content_type: media.contentType,
    date_created: toRfc2822(media.createdAt),
    date_updated: toRfc2822(media.createdAt),
    parent_sid: media.messageSid,
    sid: media.sid,
    uri: `${messagePath(context, media.messageSid)}/Media/${media.sid}.json`,
  }
}

export function toNumberJson(context: Context, number: IncomingNumber): Json {
  return {
    account_sid: context.config.accountSid,
    address_requirements: 'none',
    address_sid: null,
    api_version: apiVersion,
    beta: false,
    bundle_sid: null,
    capabilities: { voice: false, sms: true, mms: true, fax: false },
    date_created: toRfc2822(number.createdAt),
    date_updated: toRfc2822(number.updatedAt),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Active',
    friendly_name: number.friendlyName,
    identity_sid: null,
    origin: 'twilio',
    phone_number: number.phoneNumber,
    sid: number.sid,
    sms_application_sid: null,
    sms_fallback_method: number.smsFallbackMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    trunk_sid: null,
    type: 'local',
    uri: `${accountPath(context)}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_fallback_method: 'POST',
    voice_fallback_url: null,
    voice_method: 'POST',
    voice_receive_mode: 'voice',
    voice_url: null,
  }
}

export function toAccountJson(context: Context): Json {
  const path = accountPath(context)
  const began =
    context.store.numbers.get(context.config.phoneNumberSid)?.createdAt ?? new Date().toISOString()
  return {
    auth_token: context.config.authTokens[0],
    date_created: toRfc2822(began),
    date_updated: toRfc2822(began),
    friendly_name: 'Simulated account',
    owner_account_sid: context.config.accountSid,
    sid: context.config.accountSid,
    status: 'active',
    subresource_uris: {
      balance: `${path}/Balance.json`,
      incoming_phone_numbers: `${path}/IncomingPhoneNumbers.json`,
      messages: `${path}/Messages.json`,
    },
    type: 'Full',
    uri: `${path}.json`,
  }
}

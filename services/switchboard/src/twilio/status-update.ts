import { param, type FormParams } from './form.ts'

/** What a status callback says about one of our messages. */
export interface StatusUpdate {
  sid: string
  /** Twilio's word, as it came. */
  status: string
  errorCode: number | undefined
  /** Our attempt's id, from the address of the callback. */
  attemptId: string | undefined
}

/** A status callback's parameters; undefined when it names no message or no status. */
export function readStatusUpdate(
  params: FormParams,
  query: URLSearchParams,
): StatusUpdate | undefined {
  const sid = param(params, 'MessageSid') ?? param(params, 'SmsSid')
  const status = param(params, 'MessageStatus') ?? param(params, 'SmsStatus')
  if (sid === undefined || status === undefined || !/^[A-Za-z0-9]{1,64}$/.test(sid))
    return undefined
  const errorCode = Number(param(params, 'ErrorCode') ?? NaN)
  return {
    sid,
    status: status.slice(0, 64),
    errorCode: Number.isInteger(errorCode) ? errorCode : undefined,
    attemptId: query.get('id')?.slice(0, 64) || undefined,
  }
}

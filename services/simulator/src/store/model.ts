/** Twilio's words for the state of a message, as the simulator uses them. */
export type MessageStatus =
  | 'accepted'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received'

export type Direction = 'inbound' | 'outbound-api' | 'outbound-reply'

/** What became of the webhook for an inbound message; the phone page shows it as ticks. */
export type WebhookOutcome = 'pending' | 'answered' | 'failed'

/** One SMS or MMS. Times are ISO 8601 UTC; `order` counts creations and sorts lists. */
export interface Message {
  sid: string
  order: number
  direction: Direction
  /** null while a Messaging Service has not chosen a sender. */
  from: string | null
  to: string
  body: string
  status: MessageStatus
  segments: number
  numMedia: number
  messagingServiceSid: string | null
  errorCode: number | null
  errorMessage: string | null
  createdAt: string
  updatedAt: string
  sentAt: string | null
  /** When to send it, for a scheduled message. */
  sendAt: string | null
  statusCallback: string | null
  /** Addresses Twilio fetches the pictures of an outbound message from. */
  mediaUrls: string[]
  /** Answers to STOP, START and HELP: seen on the phone, never in the Messages list. */
  automatic: boolean
  webhook: WebhookOutcome | null
}

/** A picture of a message; its bytes are a file named by the sid. */
export interface Media {
  sid: string
  messageSid: string
  contentType: string
  bytes: number
  createdAt: string
}

export type HttpMethod = 'GET' | 'POST'

/** One of the account's own numbers and where its texts are sent. */
export interface IncomingNumber {
  sid: string
  phoneNumber: string
  friendlyName: string
  messagingServiceSid: string | null
  smsUrl: string
  smsMethod: HttpMethod
  smsFallbackUrl: string
  smsFallbackMethod: HttpMethod
  statusCallback: string
  statusCallbackMethod: HttpMethod
  createdAt: string
  updatedAt: string
}

/** Where a number is from, in Twilio's upper-case words; empty when not known. */
export interface Geo {
  city: string
  state: string
  zip: string
  country: string
}

/** A customer's phone on the desk. */
export interface Phone {
  number: string
  name: string
  geo: Geo
}

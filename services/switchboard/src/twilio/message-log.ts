import type { CarrierClient } from './client.ts'
import type { InboundMedia } from './inbound-message.ts'

/** A message as the carrier keeps it. */
export interface CarrierMessage {
  sid: string
  direction: 'inbound' | 'outbound'
  /** Empty while a Messaging Service has not chosen a sender yet. */
  from: string
  to: string
  messagingServiceSid: string | undefined
  body: string
  /** Twilio's word, as it came. */
  status: string
  errorCode: number | undefined
  /** ISO 8601 UTC, whole seconds. A queued message has no time of sending, but always this one. */
  createdAt: string
  mediaCount: number
}

export interface MessageLogPage {
  /** Newest first. */
  messages: CarrierMessage[]
  /** Asks for the older page; null where the log begins. It names a message, so it stays true. */
  next: string | null
}

export interface MessageLogQuery {
  to?: string
  from?: string
}

/** What the carrier itself has kept: the second source for everything that was not pushed to us. */
export interface MessageLog {
  page(query: MessageLogQuery, next?: string | null): Promise<MessageLogPage>
  media(sid: string): Promise<InboundMedia[]>
  /** Numbers of the account whose texts come here. */
  ourNumbers(): Promise<string[]>
}

export interface MessageLogOptions {
  client: CarrierClient
  /** Where the carrier's REST API is. */
  apiUrl: string
  /** Our public address: a number whose SmsUrl is on it is ours. */
  publicUrl: string
  phoneNumberSid: string
  pageSize: number
}

export function createMessageLog(options: MessageLogOptions): MessageLog {
  const { client, apiUrl, pageSize } = options
  return {
    async page(query, next) {
      const page = await (next
        ? client.messages.getPage(next)
        : client.messages.page({ ...query, pageSize }))
      return { messages: page.instances.map(toCarrierMessage), next: page.nextPageUrl ?? null }
    },
    async media(sid) {
      const media = await client.messages(sid).media.list()
      return media.map(({ uri, contentType }) => ({
        url: apiUrl + uri.replace(/\.json$/, ''),
        contentType,
      }))
    },
    ourNumbers: () => listOurNumbers(options),
  }
}

type MessageInstance = Awaited<ReturnType<CarrierClient['messages']['page']>>['instances'][number]

function toCarrierMessage(message: MessageInstance): CarrierMessage {
  return {
    sid: message.sid,
    direction: message.direction === 'inbound' ? 'inbound' : 'outbound',
    from: message.from ?? '',
    to: message.to ?? '',
    messagingServiceSid: message.messagingServiceSid || undefined,
    body: message.body ?? '',
    status: message.status,
    errorCode: message.errorCode ?? undefined,
    createdAt: message.dateCreated.toISOString(),
    mediaCount: Number(message.numMedia) || 0,
  }
}

async function listOurNumbers({
  client,
  publicUrl,
  phoneNumberSid,
}: MessageLogOptions): Promise<string[]> {
  const ourHost = new URL(publicUrl).host
  const isOurs = (url: string | null): boolean =>
    !!url && URL.canParse(url) && new URL(url).host === ourHost
  const numbers = await client.incomingPhoneNumbers.list({ pageSize: 100 })
  return numbers
    .filter(({ sid, smsUrl }) => sid === phoneNumberSid || isOurs(smsUrl))
    .map(({ phoneNumber }) => phoneNumber)
}

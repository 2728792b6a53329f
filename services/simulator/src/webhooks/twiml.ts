import type { Answer } from './http-exchange.ts'
import { parseXml, textOf, XmlError } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** A text that the answer to a webhook asks for. */
export interface Reply {
  body: string
  mediaUrls: string[]
  to: string | null
  from: string | null
  statusCallback: string | null
}

export interface Verdict {
  replies: Reply[]
  /** Error or warning codes of the debugger, in order. An error sends the webhook on to the fallback URL. */
  problems: { level: 'error' | 'warning'; code: number; message: string }[]
}

const maxReplies = 10
const twimlTypes = ['text/xml', 'application/xml', 'text/html']

/** What Twilio does with an answer, by its content type (twilio.com/docs/messaging/twiml#twilios-request-to-your-application). */
export function judgeAnswer({ status, contentType, body }: Answer): Verdict {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (status === 204) return { replies: [], problems: [] }
  if (twimlTypes.includes(type)) return readTwiml(body)
  if (type === 'text/plain') return { replies: body === '' ? [] : [plainReply(body)], problems: [] }
  return failed(12300, `Invalid Content-Type: ${type === '' ? 'none given' : type}`)
}

function failed(code: number, message: string): Verdict {
  return { replies: [], problems: [{ level: 'error', code, message }] }
}

function plainReply(body: string): Reply {
  return { body, mediaUrls: [], to: null, from: null, statusCallback: null }
}

function readTwiml(body: string): Verdict {
  try {
    const root = parseXml(body)
    if (root.name === 'Response') return readVerbs(root)
    return failed(12102, `Document root is <${root.name}>, not <Response>`)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return failed(12100, `Document parse failure: ${error.message}`)
  }
}

function readVerbs(root: XmlElement): Verdict {
  const verbs = root.children.filter((child) => typeof child !== 'string')
  const messages = verbs.filter((verb) => verb.name === 'Message' || verb.name === 'Sms')
  const unknown = verbs.filter((verb) => !messages.includes(verb))
  const problems: Verdict['problems'] = unknown.map((verb) => ({
    level: 'warning',
    code: 12200,
    message: `Schema validation warning: <${verb.name}> is not carried out`,
  }))
  if (messages.length > maxReplies)
    problems.push({ level: 'warning', code: 14109, message: 'Reply message limit exceeded' })
  return { replies: messages.slice(0, maxReplies).map(readMessage), problems }
}

function readMessage(verb: XmlElement): Reply {
  const parts = verb.children.filter((child) => typeof child !== 'string')
  const named = (name: string) =>
    parts.filter((part) => part.name === name).map((part) => textOf(part))
  const loose = verb.children.filter((child) => typeof child === 'string').join('')
  const bodies = named('Body')
  return {
    body: bodies.length > 0 ? bodies.join('') : loose.trim(),
    mediaUrls: named('Media').map((url) => url.trim()),
    to: verb.attributes.get('to') ?? null,
    from: verb.attributes.get('from') ?? null,
    statusCallback: verb.attributes.get('statusCallback') ?? verb.attributes.get('action') ?? null,
  }
}

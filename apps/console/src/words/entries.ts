import type { Agent, ConversationEvent, Entry } from '@switchboard/protocol'
import { own } from '../state/own.ts'
import { whenText } from './time.ts'

type Agents = Readonly<Record<string, Agent>>

export function agentName(agents: Agents, id: string | null | undefined, me?: string): string {
  if (id === me && id !== undefined) return 'You'
  return (id && own(agents, id)?.name) || 'A colleague'
}

/** An event as a sentence of a few words. */
export function eventText(entry: ConversationEvent, agents: Agents, me: string): string {
  const who = entry.agent === undefined ? null : agentName(agents, entry.agent, me)
  const whom = entry.subject === undefined ? null : agentName(agents, entry.subject, me)
  const why = entry.reason ? ` · ${entry.reason}` : ''
  const whomLower = whom === 'You' ? 'you' : whom
  switch (entry.event) {
    case 'assigned':
      return `${who ? `${who} gave it to ${whomLower}` : `Given to ${whomLower ?? 'a colleague'}`}${why}`
    case 'taken':
      return `${who ?? 'A colleague'} took it${whomLower && whom !== who ? ` over from ${whomLower}` : ''}`
    case 'released':
      return `${who ? `${who} gave it back` : 'Back'} to the queue${why}`
    case 'transferred':
      return `${who ?? 'A colleague'} passed it ${whomLower ? `to ${whomLower}${why}` : (entry.reason ?? 'on')}`
    case 'resolved':
      return `${who ? `${who} resolved it` : 'Resolved'}${why}`
    case 'reopened':
      return `${who ? `${who} reopened it` : 'Open again'}${why}`
    case 'snoozed':
      return `${who ? `${who} snoozed it` : 'Snoozed'} ${untilText(entry)}`
    case 'prioritised':
      return `${who ? `${who} changed its priority` : 'Its priority changed'}${why}`
    case 'opted-out':
      return who ? `${who} recorded an opt-out${why}` : `Opted out${why}: no more texts are sent`
    case 'opted-in':
      return `${who ? `${who} opted them in again` : 'Opted in again'}${why}`
  }
}

/** The reason of a snooze is when it ends, or words. */
function untilText({ reason = '', at }: ConversationEvent): string {
  const isTime = !Number.isNaN(Date.parse(reason))
  return isTime ? `until ${whenText(reason, Date.parse(at))}` : reason
}

/** The last thing that happened, as two lines of an inbox row tell it. */
export function previewText(entry: Entry | null, agents: Agents, me: string): string {
  if (!entry) return ''
  if (entry.kind === 'event') return eventText(entry, agents, me)
  const body = entry.body.replaceAll(/\s+/g, ' ').trim()
  if (entry.kind === 'note') return `${agentName(agents, entry.agent, me)} noted: ${body}`
  const text = body || (entry.media.length > 1 ? `${entry.media.length} pictures` : 'Picture')
  if (entry.direction === 'inbound') return text
  return `${entry.agent ? agentName(agents, entry.agent, me) : 'Automatic'}: ${text}`
}

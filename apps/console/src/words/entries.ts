import {
  reasonCode,
  reasons,
  type Agent,
  type ConversationEvent,
  type Entry,
} from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { own } from '../state/own.ts'
import { filesText } from './kinds.ts'
import { whenText } from './time.ts'

const BY_API = `${reasons.byApi}:`

type Agents = Readonly<Record<string, Agent>>

export function agentName(agents: Agents, id: string | null | undefined, me?: string): string {
  const { common } = words()
  if (id === me && id !== undefined) return common.you
  return (id && own(agents, id)?.name) || common.colleague
}

/** Why, in the reader's language where the switchboard said it, else as a person wrote it. */
export function reasonText(reason: string): string {
  const code = reasonCode(reason)
  if (code !== undefined) return words().reasons[code]
  // Whoever used the API may have said why.
  return reason.startsWith(BY_API)
    ? words().reasons.byApi + reason.slice(BY_API.length - 1)
    : reason
}

/** An event as a sentence of a few words. */
export function eventText(entry: ConversationEvent, agents: Agents, me: string): string {
  const { entries } = words()
  const who = entry.agent === undefined ? null : agentName(agents, entry.agent, me)
  const whom = entry.subject === undefined ? null : objectName(agents, entry.subject, me)
  const isSelf = entry.subject === entry.agent
  const why = entry.reason ? entries.why(reasonText(entry.reason)) : ''
  switch (entry.event) {
    case 'assigned':
      return entries.assigned(who, whom, why)
    case 'taken':
      return entries.taken(who, isSelf ? null : whom, why)
    case 'transferred':
      return transferText(entry, who, whom, why)
    case 'snoozed':
      return entries.snoozed(who, untilText(entry))
    case 'opted-out':
      return entries.optedOut(who, why)
    case 'opted-in':
      return entries.optedIn(who, why)
    case 'prioritised':
      return entries.prioritised(who, levelText(entry.reason))
    case 'released':
    case 'resolved':
    case 'reopened':
      return entries[entry.event](who, why)
    case 'blocked':
    case 'unblocked':
      return entries[entry.event](who)
  }
}

/** "Ben", "you", "a colleague": as the one something was done to. */
function objectName(agents: Agents, id: string, me: string): string {
  const { entries } = words()
  return id === me ? entries.toYou : (own(agents, id)?.name ?? entries.toColleague)
}

function transferText(
  { reason, team }: ConversationEvent,
  who: string | null,
  whom: string | null,
  why: string,
): string {
  const { entries } = words()
  if (whom !== null) return entries.transferred(who, whom, why)
  // What went to a team says "to" and the team's name of that day.
  if (team !== undefined && reason?.startsWith('to ')) {
    const at = `${reason}:`.indexOf(`, ${BY_API}`)
    if (at < 0) return entries.transferred(who, reason.slice(3), '')
    return entries.transferred(
      who,
      reason.slice(3, at),
      entries.why(reasonText(reason.slice(at + 2))),
    )
  }
  if (reason !== undefined && reasonCode(reason) === 'toQueue')
    return entries.transferredToQueue(who)
  return entries.transferredOn(who, reason ?? null)
}

/** The reason of a priority is its level, and maybe words after it. */
function levelText(reason = ''): string {
  const { entries, teamwork } = words()
  const [, level = '', why] = /^([a-z]+)(?:: (.*))?$/s.exec(reason) ?? []
  const name = own<string>(teamwork.priority.levels, level)
  if (name === undefined) return reason === '' ? '' : entries.why(reasonText(reason))
  return entries.why(why === undefined ? name : teamwork.priority.because(name, reasonText(why)))
}

/** The reason of a snooze is when it ends, or words. */
function untilText({ reason = '', at }: ConversationEvent): string {
  const isTime = !Number.isNaN(Date.parse(reason))
  return isTime ? words().entries.until(whenText(reason, Date.parse(at))) : reasonText(reason)
}

/** The last thing that happened, as two lines of an inbox row tell it. */
export function previewText(entry: Entry | null, agents: Agents, me: string): string {
  if (!entry) return ''
  if (entry.kind === 'event') return eventText(entry, agents, me)
  const { common, entries } = words()
  const body = entry.body.replaceAll(/\s+/g, ' ').trim()
  if (entry.kind === 'note') return entries.noted(agentName(agents, entry.agent, me), body)
  const text = body || filesText(entry.media)
  if (entry.direction === 'inbound') return text
  return entries.said(entry.agent ? agentName(agents, entry.agent, me) : common.automatic, text)
}

import type { Context } from '../context.ts'
import { toWholeSecond } from '../dates.ts'
import { CarrierError } from '../errors.ts'
import type { Message } from '../store/model.ts'
import type { Form } from './form.ts'

const lagMs = 5000
const dayMs = 86_400_000

type Test = (message: Message) => boolean

/** The log, newest first, as To, From and DateSent narrow it down; automatic answers are no part of it. */
export function listMessages({ store, faults }: Context, query: Form): Message[] {
  const lag = faults.take('list-lag')
  const youngest = lag ? Date.now() - (lag.ms ?? lagMs) : Infinity
  const tests = [...addressTests(query), ...dateTests(query)]
  const visible = [...store.messages.values()].filter(
    (message) =>
      !message.automatic &&
      Date.parse(message.createdAt) <= youngest &&
      tests.every((test) => test(message)),
  )
  return visible.toSorted((a, b) => b.order - a.order)
}

function addressTests(query: Form): Test[] {
  const to = query.filled('To')
  const from = query.filled('From')
  return [
    ...(to === undefined ? [] : [(message: Message) => message.to === to]),
    ...(from === undefined ? [] : [(message: Message) => message.from === from]),
  ]
}

/** A date means its whole UTC day, a time its second; a message without date_sent is in none. */
function dateTests(query: Form): Test[] {
  const on = span(query, 'DateSent')
  const from = span(query, 'DateSent>')
  const until = span(query, 'DateSent<')
  return [
    ...(on ? [sentTest((ms) => ms >= on.start && ms < on.end)] : []),
    ...(from ? [sentTest((ms) => ms >= from.start)] : []),
    ...(until ? [sentTest((ms) => ms < until.end)] : []),
  ]
}

function sentTest(holds: (sentMs: number) => boolean): Test {
  return ({ sentAt }) => sentAt !== null && holds(toWholeSecond(sentAt))
}

function span(query: Form, name: string): { start: number; end: number } | null {
  const text = query.filled(name)
  if (text === undefined) return null
  const start = Date.parse(text)
  if (Number.isNaN(start)) throw new CarrierError(400, 20001, `${name} is not a date`)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const second = Math.floor(start / 1000) * 1000
  return { start: second, end: second + (isDay ? dayMs : 1000) }
}

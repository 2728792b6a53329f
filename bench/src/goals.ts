import type { Figure } from './case.ts'
import { median, quantile } from './statistics.ts'

interface Goal {
  text: string
  case: string
  what: RegExp
  /** The figure may be at most, or has to be at least, this. */
  atMost?: number
  atLeast?: number
  /** Of the samples; default: their median. */
  of?: (samples: readonly number[]) => number
}

export interface GoalResult {
  text: string
  /** Undefined when this run did not measure it. */
  value: number | undefined
  isMet: boolean | undefined
}

const p95 = (samples: readonly number[]): number => quantile(samples, 0.95)
const most = (samples: readonly number[]): number => Math.max(...samples)

const goalsOfFrames = (browsers: number): Goal[] => {
  const setting = `500/s, 2 gateways, ${browsers} browsers`
  const latency = (percentile: string, atMost: number): Goal => ({
    text: `webhook → frame at ${setting}: ${percentile} ≤ ${atMost} ms`,
    case: 'end-to-end',
    what: new RegExp(`^${setting}: thread ${percentile}$`),
    atMost,
  })
  return [
    latency('p50', 5),
    latency('p99', 50),
    {
      text: `webhook → frame at ${setting}: none lost`,
      case: 'end-to-end',
      what: new RegExp(`^${setting}: (lost|not answered)`),
      atMost: 0,
      of: most,
    },
  ]
}

/** Goals are ratios where they can be: absolute figures hold on a calm machine only. */
const goals: readonly Goal[] = [
  {
    text: 'intake at 32 connections ÷ bare restify ≥ 0.80',
    case: 'intake',
    what: /^32 connections, 1,000 numbers ÷ bare restify$/,
    atLeast: 0.8,
  },
  {
    text: 'intake at 128 connections ÷ bare restify ≥ 0.80',
    case: 'intake',
    what: /^128 connections, 1,000 numbers ÷ bare restify$/,
    atLeast: 0.8,
  },
  {
    text: 'intake at 1 connection ÷ bare restify ≥ 0.50',
    case: 'intake',
    what: /^1 connections, 1,000 numbers ÷ bare restify$/,
    atLeast: 0.5,
  },
  {
    text: 'intake, one number ÷ 1,000 numbers at 32 connections ≥ 0.95',
    case: 'intake',
    what: /^32 connections, one number ÷ 1,000/,
    atLeast: 0.95,
  },
  {
    text: 'intake: all stored',
    case: 'intake',
    what: /one number: not stored$/,
    atMost: 0,
    of: most,
  },
  {
    text: 'append to 1,000,000 entries ÷ to 10 ≤ 1.2',
    case: 'history',
    what: /^append: longest/,
    atMost: 1.2,
  },
  {
    text: 'open 1,000,000 entries ÷ 10 ≤ 1.2',
    case: 'history',
    what: /^open: longest/,
    atMost: 1.2,
  },
  {
    text: 'bytes to disk ÷ bytes of the body at 32 connections ≤ 8',
    case: 'intake',
    what: /^32 connections, 1,000 numbers: bytes to disk/,
    atMost: 8,
  },
  ...goalsOfFrames(200),
  ...goalsOfFrames(400),
  {
    text: 'burst of 5,000: none lost',
    case: 'burst',
    what: /^not (stored|answered)/,
    atMost: 0,
    of: most,
  },
  {
    text: 'burst of 5,000: all answered within 15 s',
    case: 'burst',
    what: /^the last one answered/,
    atMost: 15,
    of: most,
  },
  {
    text: '1,000 browsers: ≤ 30 KB each in a gateway',
    case: 'browsers',
    what: /^heap and buffers/,
    atMost: 30,
  },
  {
    text: 'a gateway 10,000 behind is live again in ≤ 1 s',
    case: 'reconnect',
    what: /^a gateway that stood still/,
    atMost: 1,
  },
  {
    text: 'one dyno at 50/s and 50 agents: under 400 MB',
    case: 'dyno',
    what: /^most memory/,
    atMost: 400,
    of: most,
  },
  {
    text: 'boot with 1,000,000 entries in ≤ 3 s',
    case: 'boot',
    what: /^ready, 1,000,000/,
    atMost: 3,
  },
  {
    text: 'console, typing: p95 ≤ 50 ms',
    case: 'console',
    what: /^typing: event/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'the same with 20 texts/s coming in',
    case: 'console',
    what: /^typing, 20 texts.*: event/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'console, switching by click, first time: p95 ≤ 50 ms',
    case: 'console',
    what: /^switch by click, first time: press/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'the same after 150 ms on the row',
    case: 'console',
    what: /^switch by click after 150 ms on the row, first time: press/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'console, switching by J, first time: p95 ≤ 50 ms',
    case: 'console',
    what: /^switch by J, first time: press/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'console, back to a conversation: p95 ≤ 50 ms',
    case: 'console',
    what: /^switch by click, back: press/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'console, switching by a hand’s click, first time: p95 ≤ 50 ms from its release',
    case: 'console',
    what: /^switch by a hand’s click, first time: release/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'the same back to a conversation',
    case: 'console',
    what: /^switch by a hand’s click, back: release/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'console, scrolling: p95 ≤ 50 ms between frames',
    case: 'console',
    what: /^scrolling: time/,
    atMost: 50,
    of: p95,
  },
  {
    text: 'console, scrolling the inbox: p95 ≤ 50 ms between frames',
    case: 'console',
    what: /^scrolling the inbox: time/,
    atMost: 50,
    of: p95,
  },
]

export function goalResults(figures: readonly Figure[]): GoalResult[] {
  return goals.map(
    ({ text, what, of = median, atMost = Infinity, atLeast = -Infinity, ...goal }) => {
      const found = figures.filter((figure) => figure.case === goal.case && what.test(figure.what))
      if (found.length === 0) return { text, value: undefined, isMet: undefined }
      const value = of(found.flatMap(({ samples }) => samples))
      return { text, value, isMet: value <= atMost && value >= atLeast }
    },
  )
}

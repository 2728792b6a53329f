import type { DayOptions } from './options.ts'
import type { Random } from './random.ts'
import { closesAt, HOUR, MINUTE, opensAt, shiftsChangeAt } from './times.ts'

/**
 * How somebody goes to lunch. `away`: says so, and answers who still waits first. `lid`: closes it and
 * goes. `walks off`: leaves everything as it is, until the tab counts as idle.
 */
export type Lunch = 'away' | 'lid' | 'walks off'

/** One Agent's day, as it was planned. */
export interface Person {
  id: string
  name: string
  /** Where they are at home first, then where they help out. */
  teams: number[]
  capacity: number
  shift: 'early' | 'late'
  comesAt: number
  goesAt: number
  lunchAt: number
  lunchMs: number
  lunch: Lunch
  /** Gives everything back before they go; who does not only closes the lid. */
  endsShift: boolean
  /** Half of their replies take less than this. */
  replyMs: number
}

const names =
  'Ada Bob Cleo Dan Eve Finn Gus Hana Ida Jon Kim Leo Mia Ned Oda Pia Quin Rosa Sam Tess'.split(' ')
const teamNames = ['Orders', 'Billing', 'Returns', 'Repairs', 'Sales', 'Travel']

const SHIFT_MS = 8 * HOUR

export function hireStaff({ agents, teams }: DayOptions, random: Random): Person[] {
  return Array.from({ length: agents }, (_, index) => hire(index, teams, random.fork(`${index}`)))
}

export function teamName(index: number): string {
  return teamNames[index] ?? `Team ${index + 1}`
}

function hire(index: number, teams: number, random: Random): Person {
  const isEarly = index % 2 === 0
  const home = Math.floor(index / 2) % teams
  const second = (home + 1) % teams
  const begins = isEarly ? opensAt : shiftsChangeAt
  const ends = isEarly ? opensAt + SHIFT_MS : closesAt
  // Two lunch breaks an hour apart are three at most at a time.
  const lunchFrom = begins + 3 * HOUR
  const turn = Math.floor(index / 2) % 4
  return {
    id: `agent-${String(index + 1).padStart(3, '0')}`,
    name: nameOf(index),
    teams: random.chance(0.25) && second !== home ? [home, second] : [home],
    capacity: Math.round(random.between(10, 16)),
    shift: isEarly ? 'early' : 'late',
    comesAt: begins + random.between(-5, 5) * MINUTE,
    goesAt: ends + random.between(-3, 5) * MINUTE,
    lunchAt: lunchFrom + (turn * 30 + random.between(-5, 5)) * MINUTE,
    lunchMs: random.between(35, 50) * MINUTE,
    lunch: drawLunch(random),
    endsShift: random.chance(0.8),
    replyMs: random.between(16_000, 34_000),
  }
}

function nameOf(index: number): string {
  const [name = '', round] = [names[index % names.length], Math.floor(index / names.length)]
  return round === 0 ? name : `${name} ${round + 1}`
}

function drawLunch(random: Random): Lunch {
  const draw = random.next()
  if (draw < 0.55) return 'away'
  return draw < 0.85 ? 'lid' : 'walks off'
}

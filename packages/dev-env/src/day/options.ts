import { parseArgs } from 'node:util'

export interface DayOptions {
  seed: string
  agents: number
  teams: number
  customers: number
}

export const wholeDay = { agents: 20, teams: 3, customers: 5000 }
/** A small office, over in seconds. */
export const fastDay = { agents: 6, teams: 2, customers: 300 }

export const usage = `Usage: npm run simulate:day -- [--seed TEXT] [--agents N] [--teams N] [--customers N] [--fast]
Plays a day of work on the real switchboard and prints how it went: ${wholeDay.agents} agents, ${wholeDay.teams} teams and ${wholeDay.customers} customers,
with --fast ${fastDay.agents}, ${fastDay.teams} and ${fastDay.customers}. The same seed gives the same table.`

/** What was asked for; throws a TypeError that says what is wrong. */
export function readOptions(args: string[]): DayOptions {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      fast: { type: 'boolean', default: false },
      agents: { type: 'string' },
      teams: { type: 'string' },
      customers: { type: 'string' },
    },
  })
  const size = values.fast ? fastDay : wholeDay
  const agents = count('agents', values.agents, size.agents, { min: 2, max: 200 })
  return {
    seed: values.seed,
    agents,
    teams: count('teams', values.teams, Math.min(size.teams, agents), { min: 1, max: agents }),
    customers: count('customers', values.customers, size.customers, { min: 1, max: 100_000 }),
  }
}

function count(
  name: string,
  value: string | undefined,
  preset: number,
  { min, max }: { min: number; max: number },
): number {
  const number = value === undefined ? preset : Number(value)
  if (Number.isInteger(number) && number >= min && number <= max) return number
  throw new TypeError(`--${name} is "${value}": give a whole number from ${min} to ${max}.`)
}

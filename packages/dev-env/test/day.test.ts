import { expect, it } from 'vitest'
import { readOptions } from '../src/day/options.ts'
import { Random } from '../src/day/random.ts'
import { simulateDay } from '../src/day/simulate-day.ts'
import { hireStaff } from '../src/day/staff.ts'
import { dayTable } from '../src/day/table.ts'

const small = { seed: 'a quiet Monday', agents: 6, teams: 3, customers: 60 }
const silent = () => undefined
const staffOf = (seed: string) => hireStaff(small, new Random(seed))

it('[R60] plays a day with shifts, a dead gateway and a restart, and breaks no rule of routing', async () => {
  const hours: string[] = []
  const { ledger, staff, invariants } = await simulateDay(small, ({ time }) => hours.push(time))
  expect(invariants.told).toEqual([])
  expect([...invariants.broken]).toEqual([])
  expect(invariants.checks).toBeGreaterThan(0)
  expect(hours).toEqual(expect.arrayContaining(['08:00', '12:00', '15:00', '21:00']))
  expect(ledger.texts).toBeGreaterThan(small.customers)
  expect(staff.map(({ id }) => ledger.of(id).replies)).not.toContain(0)
  expect(ledger.reassignments.size).toBeGreaterThan(0)
})

it('[R61] prints the same table for the same seed', async () => {
  const first = dayTable(await simulateDay(small, silent))
  expect(dayTable(await simulateDay(small, silent))).toBe(first)
  for (const words of ['p50', 'p95', 'mean load', 'reassigned, because', 'Orders', 'Ada'])
    expect(first).toContain(words)
})

it('[R61] draws another day for another seed', () => {
  expect(staffOf('1')).toEqual(staffOf('1'))
  expect(staffOf('1')).not.toEqual(staffOf('2'))
})

it('[R61] takes seed and sizes from its arguments, and refuses what makes no sense', () => {
  expect(readOptions([])).toEqual({ seed: '1', agents: 20, teams: 3, customers: 5000 })
  expect(readOptions(['--fast', '--seed', '7', '--customers', '10'])).toEqual({
    seed: '7',
    agents: 6,
    teams: 2,
    customers: 10,
  })
  expect(() => readOptions(['--agents', 'many'])).toThrow('--agents')
  expect(() => readOptions(['--agents', '4', '--teams', '5'])).toThrow('--teams')
  expect(() => readOptions(['--speed', '9'])).toThrow('--speed')
})

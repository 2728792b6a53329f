import type { PlayedDay } from './simulate-day.ts'
import { teamName } from './staff.ts'
import { SECOND, timeOfDay } from './times.ts'

/** How the day went, in plain text: waits, Agents, reassignments. The same day gives the same text. */
export function dayTable(day: PlayedDay): string {
  const { seed, agents, teams, customers } = day.options
  const size = `${agents} agents, ${teams} teams, ${customers} customers`
  const title = `A simulated day: ${size}, seed ${seed}`
  return [title, volume(day), waits(day), people(day), moves(day)].join('\n\n') + '\n'
}

function volume({ ledger, doubled, waitingAtTheEnd, refusals, invariants }: PlayedDay): string {
  const rows: [string, number][] = [
    ['texts', ledger.texts],
    ['webhooks that came twice', doubled],
    ['replies', ledger.replies],
    ['moved up for anger', ledger.movedUp],
    ['longest queue', ledger.longestQueue],
    ['waiting at the end', waitingAtTheEnd],
    ...sorted(refusals).map(([code, times]): [string, number] => [`refused ${code}`, times]),
    ['moments checked', invariants.checks],
  ]
  return columns(['volume', ''], rows)
}

function waits({ ledger, staff, options }: PlayedDay): string {
  const homes = new Map(staff.map(({ id, teams }) => [id, teams[0]]))
  const first = ledger.firstWaits.map(({ waitMs }) => waitMs)
  const rows = [waitRow('first answer, in all', first)]
  for (let team = 0; team < options.teams; team += 1) {
    const its = ledger.firstWaits.filter(({ agent }) => homes.get(agent) === team)
    rows.push(
      waitRow(
        `first answer, by ${teamName(team)}`,
        its.map(({ waitMs }) => waitMs),
      ),
    )
  }
  rows.push(waitRow('every answer', ledger.waits))
  return columns(['waits', 'answers', 'p50', 'p95'], rows)
}

function waitRow(name: string, waitsMs: readonly number[]) {
  return [name, waitsMs.length, duration(quantile(waitsMs, 0.5)), duration(quantile(waitsMs, 0.95))]
}

function people({ staff, ledger, options }: PlayedDay): string {
  const rows = staff.map((person) => {
    const { customers, replies, load, givenBack, transfers } = ledger.of(person.id)
    const shift = `${timeOfDay(person.comesAt)}–${timeOfDay(person.goesAt)}`
    const names = person.teams.map(teamName).join(', ')
    return [
      person.name,
      options.teams > 0 ? names : '',
      shift,
      customers.size,
      replies,
      person.capacity,
      load.max,
      load.mean.toFixed(1),
      givenBack,
      transfers,
    ]
  })
  const head =
    'agent,teams,shift,customers,replies,capacity,max load,mean load,given back,handed on'
  return columns(head.split(','), rows, 3)
}

function moves({ ledger }: PlayedDay): string {
  const assigned = columns(['assigned, because the agent', ''], sorted(ledger.assignments))
  const reassigned = columns(['reassigned, because', ''], sorted(ledger.reassignments))
  const events = columns(['events', ''], sorted(ledger.events))
  return [assigned, reassigned, events].join('\n\n')
}

/** Most first. */
function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

function quantile(values: readonly number[], part: number): number | undefined {
  const ascending = values.toSorted((a, b) => a - b)
  return ascending[Math.max(0, Math.ceil(ascending.length * part) - 1)]
}

/** `1:02:05`, `2:05` */
function duration(durationMs: number | undefined): string {
  if (durationMs === undefined) return '–'
  const seconds = Math.round(durationMs / SECOND)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? part : String(part).padStart(2, '0'))).join(':')
}

/** The first `words` columns to the left, figures to the right. */
function columns(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  words = 1,
): string {
  const lines = [head, ...rows.map((row) => row.map(String))]
  const widths = head.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)))
  const text = lines.map((line) =>
    line
      .map((cell, index) =>
        index < words ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  text.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '))
  return text.join('\n')
}

import type { PlayedDay } from './simulate-day.ts'

/** What was broken, in words, with the seed that shows it again; nothing when every rule held. */
export function verdict({
  invariants,
  options,
}: Pick<PlayedDay, 'invariants' | 'options'>): string[] {
  if (invariants.broken.size === 0) return []
  const { seed, agents, teams, customers } = options
  const again = `--seed ${JSON.stringify(seed)} --agents ${agents} --teams ${teams} --customers ${customers}`
  return [
    `BROKEN, with ${again}:`,
    ...Array.from(invariants.broken, ([rule, times]) => `  ${times} × ${rule}`),
    ...invariants.told.map((told) => `  ${told}`),
  ]
}

export interface SnoozeTime {
  name: 'hour' | 'tomorrow' | 'monday'
  until: Date
}

/** The next times one would choose, by the clock of who chooses. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7
  return [
    { name: 'hour', until: new Date(now.getTime() + 3_600_000) },
    { name: 'tomorrow', until: atNine(now, 1) },
    // On a Sunday that is tomorrow.
    ...(daysToMonday > 1 ? [{ name: 'monday' as const, until: atNine(now, daysToMonday) }] : []),
  ]
}

function atNine(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9)
}

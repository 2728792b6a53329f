import { plural } from '../plural.ts'

export const inbox = {
  empty: {
    resolved: 'Nothing resolved here.',
    resolvedHint: 'What you resolve rests here until the customer writes again.',
    mine: 'Nothing is yours right now.',
    waiting: (n: number) =>
      `${plural(n, 'conversation waits', 'conversations wait')} for somebody to take.`,
    showUnassigned: 'Show unassigned',
    mineHint: 'New texts are handed out to whoever is here.',
    nobodyWaits: 'Nobody is waiting.',
    nobodyWaitsHint: 'Every open conversation is with somebody.',
    firstDay: 'No texts yet.',
    firstDayHint: (line: string | null) =>
      `${line === null ? 'Text your line from a phone' : `Text ${line} from a phone`} and it shows up here within a second.`,
    openPhones: 'Open the practice phones',
  },
}

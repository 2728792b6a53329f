import { plural } from '../plural.ts'

/** What admins arrange for everybody: teams, Lines, routing, labels. */
export const admin = {
  change: 'Change',
  teams: {
    list: 'Teams',
    none: 'No team yet. With teams, billing questions wait for those who know billing.',
    make: 'New team',
    verb: 'Make the team',
    made: (name: string) => `${name} is there.`,
    changeNamed: (name: string) => `Change the team ${name}`,
    name: 'Name of the team',
    members: 'Members',
    memberCount: (n: number) => plural(n, 'member', 'members'),
    nobody: 'Nobody yet: what is handed to it would wait for ever.',
    taken: 'There is a team with this name already.',
    disabled: 'Takes no new work',
    disabledHint: 'What waits for it stays; nothing new can be handed to it.',
  },
  lines: {
    list: 'Lines',
    none: 'A number appears here with its first text.',
    name: (number: string) => `Name of ${number}`,
    namePlaceholder: 'No name yet',
    lastUsed: 'Last used',
    neverUsed: 'Not used yet',
  },
  routing: {
    automatic: 'Hand conversations out automatically',
    automaticHint:
      'On: a new conversation goes to whoever answered this customer last, else to the person with the least unanswered work. Off: it waits until somebody takes it.',
    capacity: 'Conversations at once',
    capacityHint:
      'The most that is handed to one person; People can set another number for some. Anyone may take more themselves.',
    idle: 'Minutes until idle means away',
    idleHint: 'After this long without activity a person counts as away and is given no new work.',
    grace: 'Seconds of grace',
    graceHint:
      'A person who lost the connection keeps their unanswered work this long before it goes to somebody else.',
    units: { conversations: 'conversations', minutes: 'minutes', seconds: 'seconds' },
  },
  labels: {
    list: 'Labels',
    none: 'No label yet.',
    make: 'New label',
    verb: 'Make the label',
    made: (name: string) => `${name} is there.`,
    name: 'Name of the label',
    taken: 'There is a label with this name already.',
    changeNamed: (name: string) => `Rename ${name}`,
    retire: 'Retire',
    retireNamed: (name: string) => `Retire ${name}`,
    retiredHint: 'Retired: stays on conversations that have it, and is offered no more.',
    retired: 'Retired',
    restore: 'Offer again',
    restoreNamed: (name: string) => `Offer ${name} again`,
    rename: 'Rename',
  },
}

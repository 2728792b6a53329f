import { plural } from '../plural.ts'

export const inbox = {
  title: 'Inbox',
  show: 'Show',
  whose: 'Whose',
  statuses: { open: 'Open', snoozed: 'Snoozed', resolved: 'Resolved' },
  views: { mine: 'Mine', unassigned: 'Unassigned', all: 'All' },
  /** How many a view holds, of the status that is shown. */
  count: (n: number, status: 'open' | 'snoozed' | 'resolved') => `${n} ${status}`,
  row: {
    /** Follows the number of unread texts. */
    unread: ' unread',
    failed: 'Failed',
    notSent: 'Not sent',
    optedOut: 'Opted out',
    untilTheyWrite: 'Until they write',
    draft: 'Draft',
    yours: 'Yours',
    heldBy: (name: string, presence: string | null) =>
      `Held by ${name}${presence === null ? '' : `, ${presence.toLowerCase()}`}`,
  },
  empty: {
    snoozed: 'Nothing is snoozed here.',
    snoozedHint: 'What you put aside waits here until its time, or until the customer writes.',
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
  pane: {
    choose: 'Choose a conversation to read it.',
    title: (line: string | null) => `Text ${line ?? 'your line'} from a phone`,
    lead: 'It appears here as it arrives, with the mood it was written in. You answer below it, and the phone gets your reply.',
    /** Around a link named `openPhones`. */
    noPhone: 'No phone at hand? ',
    openPhones: 'Open the practice phones',
    nothingLeaves: ': nothing leaves this computer.',
  },
}

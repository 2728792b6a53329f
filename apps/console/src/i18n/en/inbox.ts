import { plural } from '../plural.ts'

export const inbox = {
  title: 'Inbox',
  show: 'Show',
  whose: 'Whose',
  statuses: { open: 'Open', snoozed: 'Snoozed', resolved: 'Resolved' },
  views: { mine: 'Mine', unassigned: 'Unassigned', all: 'All' },
  /** How many a view holds, of the status that is shown. */
  count: (n: number, status: 'open' | 'snoozed' | 'resolved') => `${n} ${status}`,
  search: 'Search name or number',
  clearSearch: 'Clear the search',
  filter: {
    title: 'Filter and order',
    order: 'Order',
    sorts: {
      latest: 'Latest first',
      waiting: 'Longest waiting first',
      priority: 'Most urgent first',
    },
    label: 'Label',
    agent: 'Held by',
    mood: 'Mood',
    any: 'Any',
    me: (name: string) => `${name} (you)`,
    sides: { negative: 'Unhappy or furious', positive: 'Happy or delighted' },
    chips: 'Filters',
    remove: (name: string) => `Remove filter: ${name}`,
    gone: 'One that is gone',
    clear: 'Clear filters',
  },
  list: {
    loading: 'Loading…',
    further: 'Look further',
    full: (n: number) =>
      `The first ${n.toLocaleString('en')} are listed. Search or filter to find others.`,
  },
  bulk: {
    select: (name: string) => `Select ${name}`,
    selected: (n: number) => `${n.toLocaleString('en')} selected`,
    selectAll: (n: number) => `Select all ${n.toLocaleString('en')}`,
    done: 'Select none',
    bar: 'With those selected',
    take: 'Take',
    release: 'Release',
    resolve: 'Resolve',
    progress: (answered: number, total: number) =>
      `${answered.toLocaleString('en')} of ${total.toLocaleString('en')}…`,
    refused: (refused: number, total: number) =>
      refused === 1
        ? `1 of ${total.toLocaleString('en')} was not changed. It is still selected.`
        : refused === total
          ? `None of ${total.toLocaleString('en')} was changed. They are still selected.`
          : `${refused.toLocaleString('en')} of ${total.toLocaleString('en')} were not changed. They are still selected.`,
    why: (who: string, why: string) => `${who}: ${why}`,
    notHeld: 'Nobody holds it.',
    more: (n: number) => `and ${n.toLocaleString('en')} more`,
  },
  row: {
    /** Before the Line they texted, where there are several. */
    line: 'On line ',
    /** Follows the number of unread texts. */
    unread: ' unread',
    failed: 'Failed',
    notSent: 'Not sent',
    uncertain: 'Not certain',
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
    allDone: 'All done.',
    allDoneHint: 'Nothing is open. The next text shows up here by itself.',
    firstDay: 'No texts yet.',
    firstDayHint: (line: string | null) =>
      `${line === null ? 'Text your line from a phone' : `Text ${line} from a phone`} and it shows up here within a second.`,
    openPhones: 'Open the practice phones',
    narrowed: 'No matches.',
    narrowedHint: (view: string, status: string) => `Nothing under ${view} · ${status} matches.`,
    lookInAll: 'Look in all',
    lookIn: (status: string) => `Look in ${status.toLowerCase()}`,
    soFar: 'Nothing found so far.',
    soFarHint: 'There are many conversations to look through.',
  },
  pane: {
    noSuchPage: 'There is no such page.',
    choose: 'Choose a conversation to read it.',
    title: (line: string | null) => `Text ${line ?? 'your line'} from a phone`,
    lead: 'It appears here as it arrives, with the mood it was written in. You answer below it, and the phone gets your reply.',
    /** Around a link named `openPhones`. */
    noPhone: 'No phone at hand? ',
    openPhones: 'Open the practice phones',
    nothingLeaves: ': nothing leaves this computer.',
  },
}

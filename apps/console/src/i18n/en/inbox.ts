export const inbox = {
  title: 'Inbox',
  show: 'Show',
  whose: 'Whose',
  statuses: { open: 'Open', snoozed: 'Snoozed', resolved: 'Resolved' },
  views: { mine: 'Mine', unassigned: 'Unassigned', all: 'All' },
  /** How many a view holds, of the status that is shown. */
  count: (n: number, status: 'open' | 'snoozed' | 'resolved') =>
    `${n.toLocaleString('en')} ${status}`,
  search: 'Search name or number',
  clearSearch: 'Clear the search',
  newConversation: 'New conversation',
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
  select: (name: string) => `Select ${name}`,
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
  pane: {
    noSuchPage: 'There is no such page.',
    choose: 'Choose a conversation to read it.',
  },
}

export const rail = {
  all: 'All conversations',
  conversations: 'Conversations',
  phones: 'Practice phones',
  settings: 'Settings',
  system: 'System',
  mentions: 'Notes that name you',
  mentionCount: (n: number) => `Notes that name you: ${n}`,
  /** Stands between who wrote the note and the customer's number. */
  on: ' on ',
}

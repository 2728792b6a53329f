/** Words that several parts of the screen share. */
export const common = {
  switchboard: 'Switchboard',
  unreadTitle: (n: number) => `(${n}) Switchboard`,
  main: 'Main',
  conversations: 'Conversations',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  you: 'You',
  colleague: 'A colleague',
  automatic: 'Automatic',
  skip: {
    inbox: 'Skip to the inbox',
    timeline: 'Skip to the timeline',
    reply: 'Skip to the reply',
  },
  searchTooLong: (most: number) => `A search has at most ${most} characters.`,
  sayWhy: 'Please say why, in a few words.',
}

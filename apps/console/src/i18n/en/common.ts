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
  sayWhy: 'Please say why, in a few words.',
}

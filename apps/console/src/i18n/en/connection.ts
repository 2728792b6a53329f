/** What the connection is honest about: sentences that are put one after the other. */
export const connection = {
  outdated: 'A new version is here. Reload to go on; drafts are kept.',
  reload: 'Reload',
  connecting: 'Connecting…',
  reconnecting: 'Reconnecting.',
  upstream: 'The switchboard is out of reach.',
  offline: 'This computer is offline.',
  silent: 'The connection has not answered for some seconds.',
  tooSlow: 'The connection is too slow for all that happens here; connecting again.',
  catchingUp: 'Catching up.',
  caughtUpTo: (time: string) => `Caught up to ${time}.`,
  kept: 'What you write is kept.',
  waits: (n: number) => (n === 1 ? 'One reply waits.' : `${n} replies wait.`),
  back: 'Back, and caught up.',
}

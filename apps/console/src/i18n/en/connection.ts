const waits = (n: number): string =>
  n === 0 ? '' : ` ${n === 1 ? 'One reply waits' : `${n} replies wait`}.`

/** What the connection is honest about; `n` replies wait. */
export const connection = {
  outdated: 'A new version is here. Reload to go on; drafts are kept.',
  reload: 'Reload',
  upstream: (n: number) =>
    `The switchboard is out of reach. What you see may be behind; what you write is kept.${waits(n)}`,
  connecting: 'Connecting…',
  reconnecting: (n: number) => `Reconnecting. What you write is kept.${waits(n)}`,
  back: 'Back, and caught up.',
}

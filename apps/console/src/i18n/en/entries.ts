type Name = string | null

/** A conversation's events as sentences: who did it, whom it concerns, and why (` · …`, or nothing). */
export const entries = {
  /** As the one it was done to. */
  toYou: 'you',
  toColleague: 'a colleague',
  why: (reason: string) => ` · ${reason}`,
  assigned: (who: Name, whom: Name, why: string) =>
    `${who === null ? 'Given' : `${who} gave it`} to ${whom ?? 'a colleague'}${why}`,
  taken: (who: Name, from: Name, why: string) =>
    `${who ?? 'A colleague'} took it${from === null ? '' : ` over from ${from}`}${why}`,
  released: (who: Name, why: string) =>
    `${who === null ? 'Back' : `${who} gave it back`} to the queue${why}`,
  transferred: (who: Name, whom: string, why: string) =>
    `${who ?? 'A colleague'} passed it to ${whom}${why}`,
  transferredOn: (who: Name, reason: Name) => `${who ?? 'A colleague'} passed it ${reason ?? 'on'}`,
  transferredToQueue: (who: Name) => `${who ?? 'A colleague'} passed it to the queue`,
  resolved: (who: Name, why: string) => `${who === null ? 'Resolved' : `${who} resolved it`}${why}`,
  reopened: (who: Name, why: string) =>
    `${who === null ? 'Open again' : `${who} reopened it`}${why}`,
  snoozed: (who: Name, until: string) =>
    `${who === null ? 'Snoozed' : `${who} snoozed it`} ${until}`,
  until: (when: string) => `until ${when}`,
  prioritised: (who: Name, why: string) =>
    `${who === null ? 'Its priority changed' : `${who} changed its priority`}${why}`,
  optedOut: (who: Name, why: string) =>
    who === null ? `Opted out${why}: no more texts are sent` : `${who} recorded an opt-out${why}`,
  optedIn: (who: Name, why: string) =>
    `${who === null ? 'Opted in again' : `${who} opted them in again`}${why}`,
  blocked: (who: Name) => `${who ?? 'A colleague'} blocked the customer`,
  unblocked: (who: Name) => `${who ?? 'A colleague'} unblocked the customer`,
  noted: (who: string, body: string) => `${who} noted: ${body}`,
  said: (who: string, body: string) => `${who}: ${body}`,
  pictures: (n: number) => `${n} pictures`,
  files: (n: number) => `${n} files`,
}

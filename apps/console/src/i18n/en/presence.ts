/** A person's presence, in a word. */
export const presence = {
  available: 'Here',
  busy: 'Busy',
  away: 'Away',
  offline: 'Offline',
}

/** Choosing one's own, and ending a shift. */
export const shift = {
  youAre: 'You are',
  end: 'End of shift…',
  awayNow: 'You are away now.',
  givenBack: (n: number) =>
    `${n === 1 ? 'One went back to the queue.' : `${n} went back to the queue.`} You are away.`,
  beAway: 'Be away',
  giveBack: (n: number) => `Give back ${n}`,
  nothingHeld: 'You hold nothing that is open. You will be away.',
  held: (open: number, unanswered: number) =>
    `You hold ${open === 1 ? 'one open conversation' : `${open} open conversations`}, ${unanswered} unanswered. All go back to the queue, and you will be away.`,
}

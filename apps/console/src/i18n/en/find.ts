const numberText = (n: number): string => n.toLocaleString('en')

/** Looking for words in a thread, and going to a day of it. */
export const find = {
  open: 'Find in this conversation',
  title: 'Find in this conversation',
  older: 'Older entry',
  newer: 'Newer entry',
  day: 'Go to',
  looking: 'Looking…',
  nothing: 'Nothing found',
  nothingSoFar: 'Nothing so far; Enter looks farther back',
  place: (at: number, of: number) => `Entry ${numberText(at)} of ${numberText(of)}`,
  placeSoFar: (at: number, of: number) => `Entry ${numberText(at)} of ${numberText(of)} so far`,
  tooMany: (at: number, of: number) => `Entry ${numberText(at)} of the newest ${numberText(of)}`,
  noDay: 'Please give a whole date.',
  notYet: 'That day is still to come.',
  otherDay: (day: string) => `Nothing on that day. Shown: ${day}`,
}

/** What happened, what was kept, what to do. */
export const errors = {
  /** What the switchboard said itself: its own words are English. */
  said: (_code: string, message: string) => message,
  heldBy: (name: string) => `Held by ${name}.`,
  heldByColleague: 'Held by a colleague.',
  stale: 'Not sent yet: you had not seen this.',
  optedOut: 'Not sent: this customer asked not to be texted. Your text is kept below.',
  notAnswerable: 'Not sent: this sender cannot be answered by text.',
  tooLong: 'Not sent: the text is too long. It is kept below.',
  sendAgain: 'Not sent: please send it once more. Your text is kept below.',
  notSent: (why: string) => `Not sent: ${why} Your text is kept below.`,
  hasIt: (name: string) => `${name} has it now.`,
  isYours: 'It changed a moment ago, and is yours.',
  wentBack: 'It went back to the queue a moment ago.',
  notDone: 'That could not be done just now. Please try again.',
  noteNotAdded: (why: string | null) =>
    `Not added: ${why ?? 'please try again in a moment.'} Your note is kept below.`,
  notReadNow: 'This could not be read just now.',
  notRead: 'This could not be read.',
  full: (n: number) => `${n} replies wait already. This one stays here until some have gone.`,
}

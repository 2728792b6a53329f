/** All keys. */
export const help = {
  groups: {
    conversation: 'The open conversation',
    list: 'The list',
    selection: 'Several at once',
    everywhere: 'Everywhere',
  },
  /** Moving about without a key of ours. */
  rows: 'Move among the rows',
  open: 'Open the row',
  send: 'Send',
  leave: 'Close, or clear',
  inFields: (alt: string) =>
    `Inside a field, hold ${alt} with the same key. While something is typed, single keys are text.`,
  off: (alt: string) =>
    `Single keys are switched off in your settings: hold ${alt} with each of them.`,
}

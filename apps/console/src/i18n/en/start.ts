/** Writing to somebody first. */
export const start = {
  title: 'New conversation',
  number: 'Phone number',
  country: 'Country',
  hint: 'As one dials it there, or with + and the country code.',
  unusual: 'No number like it is known there. Please check it.',
  known: (name: string) => `You have written with ${name} before.`,
  heldBy: (name: string) => `${name} holds it.`,
  optedOut: 'They asked not to be texted.',
  open: 'Open it',
  line: 'From',
  text: 'Text',
  send: 'Send',
  needNumber: 'Please give a phone number.',
  notWhole: 'This is not a whole phone number yet.',
  ownLine: 'This is one of our own numbers. Please give the customer’s.',
  needText: 'Please write a text.',
}

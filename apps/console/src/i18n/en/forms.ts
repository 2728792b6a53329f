/** What every form says of itself. */
export const forms = {
  save: 'Save',
  saved: 'Saved',
  unsaved: 'Not saved yet',
  nameNeeded: 'Please give a name.',
  nameTooLong: (most: number) => `A name has at most ${most} characters.`,
  unseen: 'Please use at least one character that can be seen.',
  turning: 'Please leave out the hidden characters that turn the direction of writing.',
  nameTaken: (name: string) => `${name} is taken. Please choose another name.`,
  passwordNeeded: 'Please type your password.',
  passwordShort: (least: number) => `A password has at least ${least} characters.`,
  passwordLong: (most: number) => `A password has at most ${most} characters.`,
  tooLong: (most: number, n: number) =>
    `There is room for ${most.toLocaleString('en')} characters; these are ${n.toLocaleString('en')}.`,
  wholeNumber: (least: number, most: number) => `A whole number from ${least} to ${most}, please.`,
  refused: (why: string) => `Not saved: ${why} What you typed is still here.`,
}

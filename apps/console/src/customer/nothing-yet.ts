/** Stands for a line of text that is on its way, so that what is below it does not move when it comes. */
export const NOTHING_YET = '\u00A0'

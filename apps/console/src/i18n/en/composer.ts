import { plural } from '../plural.ts'

const numberText = (n: number): string => n.toLocaleString('en')

export const composer = {
  write: 'Write',
  reply: 'Reply',
  note: 'Note',
  send: 'Send',
  replyToTake: 'Reply to take this conversation…',
  replyByText: 'Reply by text…',
  replyResolved: 'Reply by text; it stays resolved…',
  unsentKept: (draft: string) => `Your unsent text is kept: “${draft}”`,
  tooMuch: (n: number, most: number) =>
    `Not pasted: ${numberText(n)} characters at once are too many, ${numberText(most)} are the most.`,
  drop: 'Drop pictures to attach them',
  lock: {
    notAnswerable: 'This sender has no number to answer to. Their texts can be read, not answered.',
    /** `lines` is how many of our numbers they stopped. */
    optedOut: (lines: number) =>
      `This customer asked not to be texted. A text with START from them${lines > 1 ? ` to each of our ${lines} numbers they stopped` : ''} opens it again.`,
  },
  notes: {
    label: 'Private note',
    placeholder: 'Only colleagues see this. @ names one of them.',
    colleagues: 'Colleagues',
    private: 'Private: the customer never sees it',
    add: 'Add note',
    over: (n: number) => `${plural(n, 'character', 'characters')} too many; a note holds 4,000.`,
  },
  meter: {
    over: (n: number) => `${plural(n, 'character', 'characters')} too many; a text holds 1,600.`,
    segments: (n: number) => (n === 1 ? '1 segment' : `${n} segments`),
    left: (n: number) => `${n} left`,
    /** Before the sign and its name. */
    becauseOf: 'because of ',
    makePlain: (saved: number) =>
      saved === 0
        ? 'Write it plainly, for more room'
        : `Write it plainly, ${saved === 1 ? '1 segment' : `${saved} segments`} fewer`,
    toTheLimit: (n: number) => `${n} to the limit`,
    pictureMessage: 'Picture message',
    pictures: (n: number, most: number) => (n === 1 ? '1 picture' : `${n} of ${most} pictures`),
    bytes: (size: string) => `${size} of 5 MB`,
    notUploaded: 'one was not uploaded',
    uploading: 'uploading…',
  },
  /** What a sign is called that makes segments short. */
  signs: {
    apostrophe: 'curly apostrophe',
    accent: 'accent on its own',
    quote: 'curly quotation mark',
    dash: 'long dash',
    ellipsis: 'ellipsis',
    tab: 'tab',
    space: 'special space',
    invisible: 'invisible character',
    emoji: 'emoji',
    han: 'Chinese character',
    letter: 'letter',
    other: 'sign',
  },
  emoji: {
    open: 'Emoji',
    search: 'Find an emoji',
    none: 'No emoji by that name.',
    loading: 'Fetching emoji…',
    failed: 'The emoji could not be fetched.',
    hint: 'Arrows move, Enter inserts',
    groups: {
      0: 'Smileys',
      1: 'People',
      3: 'Animals and nature',
      4: 'Food and drink',
      5: 'Travel and places',
      6: 'Activities',
      7: 'Things',
      8: 'Symbols',
      9: 'Flags',
    },
  },
  refusal: {
    edit: 'Edit',
    takeOver: 'Take over',
    sendAnyway: 'Send anyway',
    notSentHeld: (name: string) => `Not sent: ${name} holds it. Your text is kept below.`,
  },
}

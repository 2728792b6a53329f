import { plural } from '../plural.ts'

/** What stands where no row stands, and what to do. */
export const empty = {
  snoozed: 'Nothing is snoozed here.',
  snoozedHint: 'What you put aside waits here until its time, or until the customer writes.',
  resolved: 'Nothing resolved here.',
  resolvedHint: 'What you resolve rests here until the customer writes again.',
  mine: 'Nothing is yours right now.',
  waiting: (n: number) =>
    `${plural(n, 'conversation waits', 'conversations wait')} for somebody to take.`,
  showUnassigned: 'Show unassigned',
  mineHint: 'New texts are handed out to whoever is here.',
  mineByHand: 'Answer one that waits, or take it, and it is yours.',
  nobodyWaits: 'Nobody is waiting.',
  nobodyWaitsHint: 'Every open conversation is with somebody.',
  allDone: 'All done.',
  allDoneHint: 'Nothing is open. The next text shows up here by itself.',
  firstDay: 'No texts yet.',
  firstDayHint: (line: string | null) =>
    `${line === null ? 'Text your line from a phone' : `Text ${line} from a phone`} and it shows up here within a second.`,
  firstDayOfPractice: 'Text from one of the practice phones and it shows up here within a second.',
  howTitle: (line: string | null) => `Text ${line ?? 'your line'} from a phone`,
  practiceTitle: 'Text from a practice phone',
  lead: 'It appears here as it arrives, with the mood it was written in. You answer below it, and the phone gets your reply.',
  openPhones: 'Open the practice phones',
  nothingLeaves: ': nothing leaves this computer.',
  narrowed: 'No matches.',
  narrowedHint: (view: string, status: string) => `Nothing under ${view} · ${status} matches.`,
  lookInAll: 'Look in all',
  lookIn: (status: string) => `Look in ${status.toLowerCase()}`,
  soFar: 'Nothing found so far.',
  soFarHint: 'There are many conversations to look through.',
}

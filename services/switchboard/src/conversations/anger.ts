import { reasons, type Priority } from '@switchboard/protocol'

/** Texts in a row that must be negative before a Conversation moves up. */
const RUN = 3
/** A score below this has the face `devil`. */
const DEVIL_BELOW = -4

const ofMoods: readonly string[] = [reasons.furious, reasons.negativeRun]

/**
 * The priority a Customer's moods ask for (scores, newest last). One they asked for before goes with the
 * first text that is happy; one that a person or a program set stays.
 */
export function priorityOf(
  moods: readonly number[],
  before: Priority | null | undefined,
): Priority | null {
  const last = moods.at(-1) ?? 0
  if (before != null) return last > 0 ? withoutMoods(before) : before
  const previous = moods.at(-2) ?? 0
  if (last < DEVIL_BELOW && previous >= DEVIL_BELOW)
    return { level: 'high', reason: reasons.furious }
  const run = moods.slice(-RUN)
  if (run.length === RUN && run.every((score) => score < 0))
    return { level: 'high', reason: reasons.negativeRun }
  return null
}

/** What is left of it when the moods ask for nothing any more. */
export function withoutMoods(priority: Priority): Priority | null {
  const isOfMoods = priority.agent === undefined && ofMoods.includes(priority.reason)
  return isOfMoods ? null : priority
}

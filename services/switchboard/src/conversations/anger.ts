import { reasons, type Priority } from '@switchboard/protocol'

/** Texts in a row that must be negative before a Conversation moves up. */
const RUN = 3
/** A score below this has the face `devil`. */
const DEVIL_BELOW = -4

/**
 * The priority a Customer's moods ask for (scores, newest last); what an Agent set by hand, or what is
 * urgent, stays.
 */
export function priorityOf(
  moods: readonly number[],
  before: Priority | null | undefined,
): Priority | null {
  if (before != null) return before
  const last = moods.at(-1) ?? 0
  const previous = moods.at(-2) ?? 0
  if (last < DEVIL_BELOW && previous >= DEVIL_BELOW)
    return { level: 'high', reason: reasons.furious }
  const run = moods.slice(-RUN)
  if (run.length === RUN && run.every((score) => score < 0))
    return { level: 'high', reason: reasons.negativeRun }
  return null
}

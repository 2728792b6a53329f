import { reasons as stored, type ReasonCode } from '@switchboard/protocol'

/** Why the switchboard did something by itself: in English, the words that are stored. */
export const reasons: Record<ReasonCode, string> = stored

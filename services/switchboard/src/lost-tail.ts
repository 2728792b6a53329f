import type { LostTail } from '@switchboard/history'

const count = (seq: number): string => seq.toLocaleString('en-US')

/**
 * What a start says when the store lacks what it once had. The carrier has the texts, so the backfill
 * at start brings them back; what only we knew since then is gone.
 */
export function lostTailWords({ why, lastSeq, mark }: LostTail): string {
  const found =
    mark === null ? `last seq ${count(lastSeq)}` : `last seq ${count(lastSeq)}, mark ${count(mark)}`
  const reason = {
    lost: 'the newest changes are missing from the disk',
    restored: 'this history was restored',
    unmarked: 'the high-water mark is missing, so the newest changes may be, too',
  }[why]
  return `${found}: ${reason}; recovering from Twilio`
}

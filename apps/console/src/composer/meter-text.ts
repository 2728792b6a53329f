import { MAX_BODY_LENGTH, MAX_PICTURES, countSegments } from '@switchboard/protocol'
import { bytesText, sumBytes } from '../media/limits.ts'

/** What goes along with a text, against what may. */
export function picturesText(
  pictures: readonly { bytes: number; state: 'uploading' | 'ready' | 'failed' }[],
): string {
  const count =
    pictures.length === 1 ? '1 picture' : `${pictures.length} of ${MAX_PICTURES} pictures`
  const parts = ['Picture message', count, `${bytesText(sumBytes(pictures))} of 5 MB`]
  if (pictures.some(({ state }) => state === 'failed')) parts.push('one was not uploaded')
  else if (pictures.some(({ state }) => state === 'uploading')) parts.push('uploading…')
  return parts.join(' · ')
}

/** From here on the end is near enough to be told. */
const NEAR_END = 100

export interface MeterText {
  text: string
  isOver: boolean
}

/** How a text is sent: its segments, what is left, and which character makes them short. */
export function meterText(body: string): MeterText {
  const over = body.length - MAX_BODY_LENGTH
  if (over > 0)
    return {
      isOver: true,
      text: `${over} ${over === 1 ? 'character' : 'characters'} too many; a text holds 1,600.`,
    }
  if (body === '') return { text: '', isOver: false }
  const { segments, left, encoding, forcedBy } = countSegments(body)
  const parts = [segments === 1 ? '1 segment' : `${segments} segments`, `${left} left`, encoding]
  if (forcedBy !== undefined) parts.push(`because of ${nameOf(forcedBy)}`)
  if (-over <= NEAR_END) parts.push(`${-over} to the limit`)
  return { text: parts.join(' · '), isOver: false }
}

function nameOf(character: string): string {
  if (/^[\p{Z}\p{C}]$/u.test(character))
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return character
}

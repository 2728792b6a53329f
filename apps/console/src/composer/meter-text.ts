import { MAX_BODY_LENGTH, MAX_PICTURES, countSegments } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { bytesText, sumBytes } from '../media/limits.ts'

/** What goes along with a text, against what may. */
export function picturesText(
  pictures: readonly { bytes: number; state: 'uploading' | 'ready' | 'failed' }[],
): string {
  const { meter } = words().composer
  const count = meter.pictures(pictures.length, MAX_PICTURES)
  const parts = [meter.pictureMessage, count, meter.bytes(bytesText(sumBytes(pictures)))]
  if (pictures.some(({ state }) => state === 'failed')) parts.push(meter.notUploaded)
  else if (pictures.some(({ state }) => state === 'uploading')) parts.push(meter.uploading)
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
  const { meter } = words().composer
  if (over > 0) return { isOver: true, text: meter.over(over) }
  if (body === '') return { text: '', isOver: false }
  const { segments, left, encoding, forcedBy } = countSegments(body)
  const parts = [meter.segments(segments), meter.left(left), encoding]
  if (forcedBy !== undefined) parts.push(meter.becauseOf(nameOf(forcedBy)))
  if (-over <= NEAR_END) parts.push(meter.toTheLimit(-over))
  return { text: parts.join(' · '), isOver: false }
}

function nameOf(character: string): string {
  if (/^[\p{Z}\p{C}]$/u.test(character))
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return character
}

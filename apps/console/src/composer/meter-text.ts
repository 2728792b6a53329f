import { MAX_BODY_LENGTH, MAX_PICTURES, countSegments } from '@switchboard/protocol'
import { allWords } from '../i18n/later.ts'
import { bytesText, sumBytes } from '../media/limits.ts'

/** What goes along with a text, against what may. */
export function picturesText(
  pictures: readonly { bytes: number; state: 'uploading' | 'ready' | 'failed' }[],
): string {
  const { meter } = allWords().composer
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
  /** How near the end is, where it is near; stands last. */
  toTheEnd: string
}

/** How a text is sent: its segments, what is left of the last one, and the alphabet. */
export function meterText(body: string): MeterText {
  const over = body.length - MAX_BODY_LENGTH
  const { meter } = allWords().composer
  if (over > 0) return { isOver: true, text: meter.over(over), toTheEnd: '' }
  if (body === '') return { text: '', isOver: false, toTheEnd: '' }
  const { segments, left, encoding } = countSegments(body)
  return {
    text: [meter.segments(segments), meter.left(left), encoding].join(' · '),
    isOver: false,
    toTheEnd: -over <= NEAR_END ? ` · ${meter.toTheLimit(-over)}` : '',
  }
}

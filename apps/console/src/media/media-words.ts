import {
  formatNumber,
  MAX_SHOWN_PIXELS,
  shownTypes,
  type Media,
  type MediaProblem,
  type TimelineMessage,
} from '@switchboard/protocol'
import { allWords } from '../i18n/later.ts'
import { numberText } from '../i18n/intl.ts'
import { timeOfDay } from '../words/time.ts'
import { bytesText } from './limits.ts'

/** Whether it is here and shown in place. */
export function isShown(media: Media): boolean {
  return media.size !== undefined && shownTypes.includes(media.contentType) && !isHuge(media)
}

/** Whether showing it would take a browser more memory than it should: then it is saved only. */
function isHuge({ width = 0, height = 0 }: Media): boolean {
  return width * height > MAX_SHOWN_PIXELS
}

/** "image/png · 48 KB", with why a picture is only to be saved. */
export function fileText(media: Media): string {
  const { contentType, size = 0, width = 0, height = 0 } = media
  const facts = `${contentType} · ${bytesText(size)}`
  if (!isHuge(media)) return facts
  return `${facts} · ${allWords().media.huge(numberText(width), numberText(height))}`
}

/** "Picture from +1 415 555 0142, 12:03". */
export function pictureText({
  direction,
  conversation,
  at,
}: Pick<TimelineMessage, 'direction' | 'conversation' | 'at'>): string {
  const { media } = allWords()
  const said = direction === 'inbound' ? media.from : media.to
  return said(formatNumber(conversation), timeOfDay(at))
}

/** Why a picture is not here. */
export function problemText(problem: MediaProblem | undefined): string {
  return allWords().media.problems[problem ?? 'unknown']
}

import {
  formatNumber,
  shownTypes,
  type Media,
  type MediaProblem,
  type TimelineMessage,
} from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { timeOfDay } from '../words/time.ts'

/** Whether it is here and shown in place. */
export function isShown({ contentType, size }: Media): boolean {
  return size !== undefined && shownTypes.includes(contentType)
}

/** "Picture from +1 415 555 0142, 12:03". */
export function pictureText({
  direction,
  conversation,
  at,
}: Pick<TimelineMessage, 'direction' | 'conversation' | 'at'>): string {
  const { media } = words()
  const said = direction === 'inbound' ? media.from : media.to
  return said(formatNumber(conversation), timeOfDay(at))
}

/** Why a picture is not here. */
export function problemText(problem: MediaProblem | undefined): string {
  return words().media.problems[problem ?? 'unknown']
}

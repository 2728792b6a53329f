import {
  formatNumber,
  shownTypes,
  type Media,
  type MediaProblem,
  type TimelineMessage,
} from '@switchboard/protocol'
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
  const [word, number] = [direction === 'inbound' ? 'from' : 'to', formatNumber(conversation)]
  return `Picture ${word} ${number}, ${timeOfDay(at)}`
}

const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF document',
  'text/vcard': 'Contact card',
}

/** What kind of file it is, in words. */
export function kindText(contentType: string): string {
  const [family = ''] = contentType.split('/')
  const families: Readonly<Record<string, string>> = {
    image: 'Picture',
    audio: 'Voice or sound',
    video: 'Video',
  }
  return kinds[contentType] ?? families[family] ?? 'File'
}

const problems: Readonly<Record<MediaProblem, string>> = {
  'too-large': 'It is larger than 16 MB.',
  unsupported: 'Files of this kind are not kept here.',
  gone: 'The carrier does not have it any more.',
  unreachable: 'The carrier could not be reached. It is asked again by itself.',
}

/** Why a picture is not here. */
export function problemText(problem: MediaProblem | undefined): string {
  return problem === undefined ? 'It is not here.' : problems[problem]
}

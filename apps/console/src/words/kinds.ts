import type { Media } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { own } from '../state/own.ts'

/** What kind of file it is, in words. */
export function kindText(contentType: string): string {
  const { kinds } = words().files
  if (contentType === 'application/pdf') return kinds.pdf
  if (contentType === 'text/vcard') return kinds.vcard
  const [family = ''] = contentType.split('/')
  return own<string>(kinds, family) ?? kinds.file
}

/** What a text without words brought: its kind, or how many. */
export function filesText(media: readonly Media[]): string {
  const [first] = media
  const { entries } = words()
  if (media.length < 2) return first ? kindText(first.contentType) : ''
  const areShown = media.every(({ contentType }) => contentType.startsWith('image/'))
  return areShown ? entries.pictures(media.length) : entries.files(media.length)
}

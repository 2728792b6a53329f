import type { Warning } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { codedText } from './coded.ts'

/** What this system warns of, in the reader's language. */
export function warningText(warning: Warning): string {
  return codedText(words().warnings, warning, warning.text)
}

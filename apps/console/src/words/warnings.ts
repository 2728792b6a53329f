import type { Warning } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { own } from '../state/own.ts'

/** What this system warns of, in the reader's language; as it came where this console is too old to know it. */
export function warningText({ code, values, text }: Warning): string {
  const known: Readonly<Record<string, (...values: string[]) => string>> = words().warnings
  return own(known, code)?.(...values) ?? text
}

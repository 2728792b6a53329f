import { own } from '../state/own.ts'

/** What a code says in the reader's language; the text as it came where this console is too old to know it. */
export function codedText(
  known: Readonly<Record<string, (...values: string[]) => string>>,
  { code, values }: { code: string; values: string[] },
  text: string,
): string {
  return own(known, code)?.(...values) ?? text
}

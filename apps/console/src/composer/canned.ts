import type { CannedResponse } from '@switchboard/protocol'
import { inOrder } from '../i18n/in-order.ts'

const MAX_OFFERED = 7

/** What a canned response is filled with; each in the words of who reads the page. */
export interface CannedFacts {
  customer: string
  agent: string
  line: string
  date: string
}

export const cannedVariables = ['customer', 'agent', 'line', 'date'] as const

/** What stands in braces and is none of them, as it would go out: `{custmer}`, `{Agent}`, each once. */
export function unknownVariables(text: string): string[] {
  const known: readonly string[] = cannedVariables.map((name) => `{${name}}`)
  const found = text.match(/\{[^{}\n]{1,32}\}/gu) ?? []
  return [...new Set(found)].filter((one) => !known.includes(one))
}

/** What stands after a `/` that begins the text, up to the caret; null where no list is asked for. */
export function cannedQuery(text: string, caret: number): string | null {
  return /^\/([^\n]{0,40})$/u.exec(text.slice(0, caret))?.[1] ?? null
}

/** Those that fit, by shortcut before text; every word of the query is found in one of the two. */
export function matchingCanned(
  responses: readonly CannedResponse[],
  query: string,
): CannedResponse[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const rank = ({ shortcut }: CannedResponse): number =>
    Number(!shortcut.toLocaleLowerCase().startsWith(wanted[0] ?? ''))
  return responses
    .filter(({ shortcut, text }) => {
      const all = `${shortcut} ${text}`.toLocaleLowerCase()
      return wanted.every((word) => all.includes(word))
    })
    .toSorted((a, b) => rank(a) - rank(b) || inOrder(a.shortcut, b.shortcut))
    .slice(0, MAX_OFFERED)
}

/** The text with its variables filled; what is in braces but no variable stays as it is. */
export function fillCanned(text: string, facts: CannedFacts): string {
  return text.replaceAll(
    /\{(customer|agent|line|date)\}/g,
    (_, name: keyof CannedFacts) => facts[name],
  )
}

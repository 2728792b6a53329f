import { useState } from 'react'
import { useConsole } from '../console-context.ts'
import { START_DRAFT } from '../state/drafts.ts'

/** What is typed into the dialog so far. */
export interface StartDraft {
  typed: string
  /** ISO 3166; null: that of our Line. */
  country: string | null
  line: string | null
  body: string
}

export const emptyStart: StartDraft = { typed: '', country: null, line: null, body: '' }

/**
 * Kept in this browser until it is sent, as other drafts are. Its field shows what is typed in the very moment the
 * dialog is there, when nothing would follow the store yet.
 */
export function useStartDraft(): [StartDraft, (draft: StartDraft) => void] {
  const { drafts } = useConsole()
  const [draft, setDraft] = useState(() => read(drafts.get(START_DRAFT)))
  const set = (next: StartDraft): void => {
    setDraft(next)
    drafts.set(START_DRAFT, isEmpty(next) ? '' : JSON.stringify(next))
  }
  return [draft, set]
}

function isEmpty({ typed, country, line, body }: StartDraft): boolean {
  return typed === '' && country === null && line === null && body === ''
}

function read(kept: string): StartDraft {
  try {
    const { typed, country, line, body } = JSON.parse(kept || '{}') as Record<string, unknown>
    return {
      typed: textOf(typed) ?? '',
      country: textOf(country),
      line: textOf(line),
      body: textOf(body) ?? '',
    }
  } catch {
    return emptyStart
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

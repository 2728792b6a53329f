/** What is typed into the dialog so far. */
export interface StartDraft {
  typed: string
  /** ISO 3166; null: that of our Line. */
  country: string | null
  line: string | null
  body: string
}

export const emptyStart: StartDraft = { typed: '', country: null, line: null, body: '' }

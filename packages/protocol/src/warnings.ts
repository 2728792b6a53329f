import * as v from 'valibot'

/** What the sentence of each warning takes: numbers as digits, the rest as it came. The codes never change. */
export interface WarningValues {
  /** The disk is forgotten at each restart. */
  ephemeralDisk: []
  /** The newest changes are missing: the last one here, and the last one known. */
  tailLost: [lastSeq: string, mark: string]
  /** The same, since the history comes from a backup. */
  tailRestored: [lastSeq: string, mark: string]
  /** Nobody can tell whether the newest changes are missing. */
  tailUnmarked: [lastSeq: string]
  /** Texts to our number went elsewhere until this start. */
  webhookMoved: [line: string, host: string]
  /** Texts to our number go elsewhere. */
  webhookElsewhere: [host: string]
  /** What came of a history that was uploaded. */
  uploadUnopened: [why: string]
  uploadDamaged: [where: string, what: string]
  uploadUnchecked: [why: string]
}

export type WarningCode = keyof WarningValues

/** How each warning is worded, in one language. */
export type WarningTexts = { readonly [C in WarningCode]: (...values: WarningValues[C]) => string }

/** A warning as it travels: whoever does not know its code shows the text, which is for operators. */
export const warningSchema = v.object({
  code: v.string(),
  values: v.array(v.string()),
  text: v.string(),
})

export type Warning = v.InferOutput<typeof warningSchema>

import * as v from 'valibot'

/** What the sentence of each problem takes, as it came. The codes never change. */
export interface ProblemValues {
  /** A webhook that was refused. */
  unsigned: []
  parametersUnsigned: []
  wrongSignature: []
  wrongType: [contentType: string]
  compressed: []
  tooLarge: [kib: string]
  cutShort: []
  /** One that was signed and could not be read. */
  missing: [parameter: string]
  malformed: [parameter: string]
  tooLong: [parameter: string]
  namesNothing: []
  notStored: [why: string]
  /** A comparison with the carrier that did not come to its end. */
  interrupted: []
  carrierAway: [why: string]
  carrierDenied: []
  carrierAnswered: [status: string, message: string]
}

export type ProblemCode = keyof ProblemValues

/** How each problem is worded, in one language. */
export type ProblemTexts = { readonly [C in ProblemCode]: (...values: ProblemValues[C]) => string }

/** In English: for log, API and commands, and for a console that reads it. */
export const problems: ProblemTexts = {
  unsigned: () => 'X-Twilio-Signature is missing',
  parametersUnsigned: () => 'bodySHA256 in the address leaves the parameters unsigned',
  wrongSignature: () => 'the signature does not match',
  wrongType: (contentType) => `the body is not ${contentType}`,
  compressed: () => 'the body is compressed',
  tooLarge: (kib) => `the body has more than ${kib} KiB`,
  cutShort: () => 'the body was cut short',
  missing: (parameter) => `${parameter} is missing`,
  malformed: (parameter) => `${parameter} is malformed`,
  tooLong: (parameter) => `${parameter} is too long`,
  namesNothing: () => 'it names no message or no status',
  notStored: (why) => `storing it failed: ${why}`,
  interrupted: () => 'interrupted',
  carrierAway: (why) => `Twilio could not be reached (${why})`,
  carrierDenied: () => 'Twilio does not accept our account SID and token',
  carrierAnswered: (status, message) => `Twilio answered ${status}: ${message}`,
}

/** Stands beside a problem's text, so that a console can say it in its reader's language. */
export const whySchema = v.object({ code: v.string(), values: v.array(v.string()) })

export type Why = v.InferOutput<typeof whySchema>

/** What is wrong, in words and by its code. */
export interface Problem {
  problem: string
  why: Why
}

export function makeProblem<C extends ProblemCode>(code: C, ...values: ProblemValues[C]): Problem {
  return { problem: problems[code](...values), why: { code, values } }
}

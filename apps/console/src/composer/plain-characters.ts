import { countSegments } from '@switchboard/protocol'

/** What looks the same, or nearly, in GSM-7: one unusual sign makes a text of 160 characters one of 70. */
const substitutes: Readonly<Record<string, string>> = {
  ...each('\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`', "'"),
  ...each('\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb', '"'),
  ...each('\u2039', '<'),
  ...each('\u203a', '>'),
  ...each('\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022', '-'),
  ...each('\u2026', '...'),
  ...each('\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t', ' '),
  ...each('\u2028\u2029', '\n'),
  ...each('\u200b\u200e\u200f\u2060\ufeff\u00ad', ''),
  ...each('\u00d7', 'x'),
  ...each('\u2122', '(TM)'),
  ...each('\u00a9', '(c)'),
  ...each('\u00ae', '(R)'),
}

function each(characters: string, plain: string): Record<string, string> {
  return Object.fromEntries(Array.from(characters, (character) => [character, plain]))
}

/** The text with every sign replaced that has a plain one. */
export function plainText(text: string): string {
  return Array.from(text, (character) => substitutes[character] ?? character).join('')
}

/** The sign that makes segments short; one without a plain one first, as replacing the others changes nothing then. */
export function forcedBy(text: string): string | undefined {
  return countSegments(plainText(text)).forcedBy ?? countSegments(text).forcedBy
}

export interface PlainOffer {
  text: string
  /** How many segments fewer it is sent as; 0 where it only leaves more room. */
  saved: number
}

/** The same text in GSM-7; null where it is that already, or where some sign has no plain one. */
export function plainOffer(text: string): PlainOffer | null {
  const before = countSegments(text)
  if (before.encoding === 'GSM-7') return null
  const plain = plainText(text)
  const after = countSegments(plain)
  if (after.encoding === 'UCS-2') return null
  return { text: plain, saved: Math.max(0, before.segments - after.segments) }
}

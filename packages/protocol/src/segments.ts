// GSM 03.38: the basic alphabet costs one septet a character, the extension table two.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENSION = '\f^{}\\[~]|€'

const septets = new Map<string, 1 | 2>([
  ...Array.from(BASIC, (character) => [character, 1] as const),
  ...Array.from(EXTENSION, (character) => [character, 2] as const),
])

/** The longest text the carrier takes, in UTF-16 code units (Twilio error 21617). */
export const MAX_BODY_LENGTH = 1600

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  /** How many SMS the text is sent as; 0 for an empty text. */
  segments: number
  /** Units still free in the last segment: septets for GSM-7, UTF-16 code units for UCS-2. */
  left: number
  /** The first character that GSM-7 cannot carry, when there is one. */
  forcedBy?: string
}

/** The most a text's last segment can hold, and how a cost is laid out over segments. */
function layOut(costs: number[], single: number, part: number): { segments: number; left: number } {
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  if (total <= single) return { segments: total === 0 ? 0 : 1, left: single - total }
  // A character never straddles two parts, so a part may end one unit short.
  let segments = 1
  let used = 0
  for (const cost of costs) {
    if (used + cost > part) {
      segments += 1
      used = 0
    }
    used += cost
  }
  return { segments, left: part - used }
}

/** Encoding and number of segments of an SMS body: 160/153 septets or 70/67 code units a segment. */
export function countSegments(text: string): Segments {
  const characters = Array.from(text)
  const forcedBy = characters.find((character) => !septets.has(character))
  if (forcedBy === undefined) {
    const costs = characters.map((character) => septets.get(character) ?? 1)
    return { encoding: 'GSM-7', ...layOut(costs, 160, 153) }
  }
  const costs = characters.map((character) => character.length)
  return { encoding: 'UCS-2', ...layOut(costs, 70, 67), forcedBy }
}

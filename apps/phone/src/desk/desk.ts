import type {
  PhoneBusyHour,
  PhoneDevice,
  PhoneFault,
  PhoneFrame,
  PhoneText,
  PhoneTrouble,
} from '@switchboard/protocol'

/** What is on the desk, as far as we heard. Texts are oldest first, per phone. */
export interface Desk {
  /** `lost`: we had it and try to have it again. */
  connection: 'connecting' | 'live' | 'lost'
  line: string
  phones: PhoneDevice[]
  texts: ReadonlyMap<string, PhoneText[]>
  faults: PhoneFault[]
  troubles: PhoneTrouble[]
  busyHour: PhoneBusyHour
}

export const emptyDesk: Desk = {
  connection: 'connecting',
  line: '',
  phones: [],
  texts: new Map(),
  faults: [],
  troubles: [],
  busyHour: { running: false, minute: 0, texts: 0 },
}

const maxTexts = 300
const maxTroubles = 200

/** The desk after one frame; a phone keeps its newest 300 texts. */
export function applyFrame(desk: Desk, frame: PhoneFrame): Desk {
  switch (frame.type) {
    case 'desk': {
      const { type: _type, texts, ...rest } = frame
      return { ...desk, ...rest, texts: groupByPhone(texts), connection: 'live' }
    }
    case 'phone':
      return {
        ...desk,
        phones: [...desk.phones.filter((each) => each.number !== frame.phone.number), frame.phone],
      }
    case 'text':
      return { ...desk, texts: withText(desk.texts, frame.text) }
    case 'removed':
      return { ...desk, texts: withoutText(desk.texts, frame.sid) }
    case 'faults':
      return { ...desk, faults: frame.faults }
    case 'trouble':
      return { ...desk, troubles: [frame.trouble, ...desk.troubles].slice(0, maxTroubles) }
    case 'busy-hour':
      return { ...desk, busyHour: frame.busyHour }
    default:
      return frame satisfies never
  }
}

function groupByPhone(texts: PhoneText[]): Map<string, PhoneText[]> {
  const grouped = new Map<string, PhoneText[]>()
  for (const text of texts) grouped.set(text.number, [...(grouped.get(text.number) ?? []), text])
  return grouped
}

/** A text we know changes in place; a new one comes last. */
function withText(texts: Desk['texts'], text: PhoneText): Desk['texts'] {
  const known = texts.get(text.number) ?? []
  const isKnown = known.some((each) => each.sid === text.sid)
  const next = isKnown
    ? known.map((each) => (each.sid === text.sid ? text : each))
    : [...known, text]
  return new Map(texts).set(text.number, next.slice(-maxTexts))
}

function withoutText(texts: Desk['texts'], sid: string): Desk['texts'] {
  return new Map(
    [...texts].map(([number, each]) => [number, each.filter((text) => text.sid !== sid)]),
  )
}

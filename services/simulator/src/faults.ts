import { makeSid } from './sids.ts'

/** What can go wrong on request, and what each does. */
export const faultKinds = {
  slow: 'The answer of the REST API waits `ms`; the request is processed at once.',
  'too-many-requests': 'REST answers 429 and does nothing.',
  'server-error': 'REST answers 500 and does nothing.',
  refused: 'The connection is reset before anything is processed.',
  'answer-lost': 'The request is processed, then the connection is reset.',
  'error-after-accept': 'The request is processed, and answered 500.',
  'list-lag': 'Messages younger than `ms` are missing from lists.',
  'webhook-duplicate': 'An inbound text is posted twice.',
  'webhook-lost': 'An inbound text is stored and never posted.',
  'callback-late': 'A status callback comes `ms` later.',
  'callback-doubled': 'A status callback comes twice.',
  'callback-out-of-order': 'The callback for sent comes after the one for delivered.',
  'callback-lost': 'A status callback never comes.',
  undelivered: 'A text is sent and not delivered, with `errorCode` (default 30003).',
  failed: 'A text fails before it is sent, with `errorCode` (default 30008).',
} as const

export type FaultKind = keyof typeof faultKinds

/** REST faults hit sends alone (`send`) or every authenticated request (`rest`). */
export type FaultScope = 'send' | 'rest'

export interface Fault {
  id: string
  kind: FaultKind
  /** How often it still strikes; null until switched off. */
  remaining: number | null
  scope: FaultScope
  ms?: number
  errorCode?: number
  /** Only for texts to or from this customer. */
  number?: string
}

export interface FaultRequest extends Omit<Fault, 'id' | 'remaining' | 'scope'> {
  count?: number | null
  scope?: FaultScope
}

export const maxFaults = 100

/** The faults that are switched on; each question whether one strikes uses it up by one. */
export class Faults {
  #faults: Fault[] = []

  constructor(readonly onChange: (faults: Fault[]) => void) {}

  all(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }))
  }

  add({ count = 1, scope = 'send', ...rest }: FaultRequest): Fault {
    const fault = { ...rest, id: makeSid('FL'), scope, remaining: count }
    this.#faults = [...this.#faults, fault].slice(-maxFaults)
    this.onChange(this.all())
    return { ...fault }
  }

  /** Switches one off, or all. Whether there was any. */
  clear(id?: string): boolean {
    const kept = id === undefined ? [] : this.#faults.filter((fault) => fault.id !== id)
    const changed = kept.length < this.#faults.length
    this.#faults = kept
    if (changed) this.onChange(this.all())
    return changed
  }

  take(
    kind: FaultKind,
    where: { scope?: FaultScope; number?: string | null } = {},
  ): Fault | undefined {
    const fault = this.#faults.find((each) => each.kind === kind && matches(each, where))
    if (!fault) return undefined
    if (fault.remaining !== null) this.#use(fault)
    return { ...fault }
  }

  #use(fault: Fault): void {
    fault.remaining = (fault.remaining ?? 1) - 1
    if (fault.remaining === 0) this.#faults = this.#faults.filter((each) => each !== fault)
    this.onChange(this.all())
  }
}

function matches(
  fault: Fault,
  { scope = 'send', number }: { scope?: FaultScope; number?: string | null },
): boolean {
  if (fault.number !== undefined && fault.number !== number) return false
  return scope === 'send' || fault.scope === 'rest'
}

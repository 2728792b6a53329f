import {
  PROTOCOL_VERSION,
  SwitchboardError,
  type Agent,
  type ConsoleFrame,
  type InboxCounts,
  type Watch,
} from '@switchboard/protocol'
import type { Doing } from '../src/state/activity.ts'
import { Console } from '../src/state/console.ts'
import type { KeyValue } from '../src/state/kept.ts'
import type { Upload } from '../src/media/upload.ts'
import type { Wire, WireOptions } from '../src/state/wire.ts'
import { partsLoaded } from '../src/later/later.tsx'
import { closeAtEnd } from './at-end.ts'
import { LINE, ada, ben } from './factories.ts'

// A page has them before anybody opens a thread, selects, or is told that there is nothing.
await partsLoaded

type Welcome = Extract<ConsoleFrame, { type: 'welcome' }>

interface Asked {
  op: string
  args: Record<string, unknown>
  answer: (result: unknown) => void
  refuse: (error: SwitchboardError) => void
}

/** A gateway in the test's hands: it sees every request and says what it likes, when it likes. */
export class FakeWire {
  readonly asked: Asked[] = []
  readonly watched: Watch[] = []
  /** What its person was said to do. */
  readonly done: Doing[] = []
  readonly options: WireOptions

  constructor(options: WireOptions) {
    this.options = options
  }

  readonly wire: Wire = {
    ask: (op, args) =>
      new Promise((resolve, reject) => {
        const answer = resolve as (result: unknown) => void
        this.asked.push({ op, args, answer, refuse: reject })
      }),
    watch: (watch) => void this.watched.push(watch),
    act: (doing) => void this.done.push(doing),
    close: () => undefined,
  }

  tell(frame: ConsoleFrame): void {
    this.options.onFrame(frame)
  }

  welcome(facts: Partial<Welcome> = {}): void {
    this.tell({
      type: 'welcome',
      version: PROTOCOL_VERSION,
      me: ada,
      seq: 100,
      history: 'a',
      resumed: false,
      agents: [ada, ben],
      presence: [],
      counts: makeCounts(1, 0, 1),
      simulator: false,
      lines: [LINE],
      warnings: [],
      ...facts,
    })
  }

  /** The connection breaks: nothing that was asked will be answered. */
  cut(): void {
    for (const { refuse } of this.asked)
      refuse(new SwitchboardError('UNAVAILABLE', 'There is no connection right now.'))
    this.options.onLink('reconnecting')
  }

  /** The newest request of this kind that was asked. */
  last(op: string): Asked {
    const found = this.asked.findLast((asked) => asked.op === op)
    if (!found) throw new Error(`Nobody asked ${op}.`)
    return found
  }

  count(op: string): number {
    return this.asked.filter((asked) => asked.op === op).length
  }
}

export class MemoryStorage implements KeyValue {
  readonly #values = new Map<string, string>()

  get length(): number {
    return this.#values.size
  }

  key(index: number): string | null {
    return [...this.#values.keys()][index] ?? null
  }

  getItem(key: string): string | null {
    return this.#values.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.#values.set(key, value)
  }

  removeItem(key: string): void {
    this.#values.delete(key)
  }
}

/** A console of Ada's on a fake wire. */
export function openConsole(
  storage: KeyValue = new MemoryStorage(),
  upload?: Upload,
  tabStorage: KeyValue = new MemoryStorage(),
  me: Agent = ada,
) {
  const wires: FakeWire[] = []
  const console = new Console({
    me,
    onSignedOut: () => undefined,
    storage,
    tabStorage,
    retryMs: 1,
    draftPauseMs: 1,
    ...(upload && { upload }),
    askSession: () => Promise.resolve(me),
    openWire(options) {
      const wire = new FakeWire(options)
      wires.push(wire)
      return wire.wire
    },
  })
  closeAtEnd(console)
  const [wire] = wires
  if (!wire) throw new Error('The console opened no wire.')
  return { console, wire, storage }
}

/** Lets everything that was answered come through. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0))
}

/** Counts of what is open; nothing is snoozed or resolved. */
export function makeCounts(mine: number, unassigned: number, all: number): InboxCounts {
  const none = { mine: 0, unassigned: 0, all: 0 }
  return { mine, unassigned, all, snoozed: none, resolved: none }
}

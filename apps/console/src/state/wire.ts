import { Channel, Requests, type ConsoleResults } from '@switchboard/channel'
import {
  PROTOCOL_VERSION,
  closeCodes,
  consoleFrameSchema,
  type BrowserFrame,
  type ConsoleFrame,
  type OperationInput,
  type OperationName,
  type Watch,
} from '@switchboard/protocol'
import type { Doing } from './activity.ts'
import type { Link } from './console-state.ts'
import { Silence } from './silence.ts'

/** The one socket of this tab, as the console needs it; replaceable in tests. */
export interface Wire {
  ask<K extends OperationName>(op: K, args: OperationInput<K>): Promise<ConsoleResults[K]>
  /** Says what is looked at; without a connection the next hello says it. */
  watch(watch: Watch): void
  /** Says what its person does; without a connection nobody is told. */
  act(doing: Doing): void
  close(): void
}

export interface WireOptions {
  hello: () => { cursor: number | null; history: string | null; watch: Watch }
  onFrame: (frame: ConsoleFrame) => void
  /** `live` is not told here: it begins with the welcome. */
  onLink: (link: Exclude<Link, 'live'>, code?: number) => void
  /** Whether it stopped answering, as far as one can tell; the connection is kept all the same. */
  onSilence: (isSilent: boolean) => void
}

function parseFrame(json: unknown): ConsoleFrame {
  const checked = consoleFrameSchema['~standard'].validate(json)
  if (checked instanceof Promise || checked.issues) throw new TypeError('Not a console frame.')
  return checked.value
}

function agentSocketUrl(): string {
  const url = new URL('/agent', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

export function openWire({ hello, onFrame, onLink, onSilence }: WireOptions): Wire {
  const channel = new Channel<ConsoleFrame, BrowserFrame>({
    url: agentSocketUrl,
    hello: () => ({ type: 'hello', version: PROTOCOL_VERSION, ...hello() }),
    parse: parseFrame,
  })
  const requests = new Requests<object, ConsoleResults>({ send: (frame) => channel.send(frame) })
  const silence = new Silence(() => requests.inFlight > 0, onSilence)
  channel.onFrame((frame) => {
    if (frame.type === 'response') requests.answer(frame)
    else onFrame(frame)
    silence.heard()
  })
  channel.onState((state) => {
    if (state.status === 'open' || state.status === 'connecting') return
    requests.disconnected()
    silence.heard()
    if (state.status === 'waiting') onLink('reconnecting', state.code)
    else if (state.code === closeCodes.UNAUTHENTICATED) onLink('signed-out')
    else if (state.code === closeCodes.UNSUPPORTED_VERSION) onLink('outdated')
  })
  channel.start()
  return {
    ask: (op, args) => {
      const answer = requests.ask(op, args)
      silence.asked()
      return answer
    },
    watch: (watch) => void channel.send({ type: 'watch', watch }),
    act: (doing) => void channel.send({ type: 'activity', ...doing }),
    close: () => {
      silence.heard()
      channel.close()
    },
  }
}

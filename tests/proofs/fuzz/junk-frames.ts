import type { Socket } from 'node:net'
import { PROTOCOL_VERSION } from '@switchboard/protocol'
import { WebSocket } from 'ws'
import type { Random } from '../support/random.ts'

export interface Door {
  url: string
  headers: Record<string, string>
  /** One that is good, for requests that a gateway carries. */
  session: string
}

const values: unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e308,
  '',
  '__proto__',
  [],
  {},
  true,
  'x'.repeat(70_000),
  { __proto__: null, toString: 1 },
]
const operations = [
  'conversations',
  'entries',
  'counts',
  'changes',
  'reply',
  'take',
  'release',
  'resolve',
  'reopen',
  'read',
  'whoami',
  'create-agent',
  'sign-in',
  'sign-out',
  'check-welcome',
  'welcome',
  '__proto__',
  'constructor',
  '',
]

/** Opens one socket, says hello or not, sends junk, and ends when either side has had enough. */
export function sendJunk(random: Random, { url, headers, session }: Door): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers })
    const timer = setTimeout(() => socket.terminate(), 2000)
    let wire: Socket | undefined
    socket.on('upgrade', (response) => (wire = response.socket))
    socket.on('error', () => undefined)
    socket.on('unexpected-response', () => socket.terminate())
    socket.on('close', (code) => {
      clearTimeout(timer)
      resolve(code)
    })
    socket.on('open', () => {
      if (random.chance(0.7)) socket.send(hello(random))
      for (let left = random.int(1, 12); left > 0 && socket.readyState === socket.OPEN; left -= 1)
        sendOne(random, { socket, wire }, session)
      setTimeout(() => socket.close(), 30)
    })
  })
}

function hello(random: Random): string {
  const inbox = { view: 'all', status: 'open', floor: null }
  const cursor = random.pick([null, 0, 1, 9_007_199_254_740_991])
  return JSON.stringify({
    type: 'hello',
    version: PROTOCOL_VERSION,
    gateway: 'fuzz',
    cursor,
    watch: { thread: '+14155550101', inbox },
  })
}

function sendOne(
  random: Random,
  { socket, wire }: { socket: WebSocket; wire: Socket | undefined },
  session: string,
): void {
  const odd = (): void => socket.send(oddFrame(random, session))
  random.pick([
    odd,
    odd,
    odd,
    () => socket.send(random.bytes(random.int(0, 300))),
    () => socket.send(random.bytes(random.int(0, 300)).toString('latin1')),
    () => socket.send('['.repeat(random.int(1, 50_000))),
    () => socket.ping(random.bytes(random.int(0, 125))),
    () => socket.send('{"type":"hel', { fin: false }),
    // Past ws, straight onto the wire: frames that are none.
    () => wire?.write(random.bytes(random.int(1, 60))),
    () => wire?.write(Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
  ])()
}

function oddFrame(random: Random, good: string): string {
  const value = (): unknown => random.pick(values)
  const type = random.pick([
    'hello',
    'request',
    'presence',
    'watch',
    'changeset',
    '__proto__',
    value(),
  ])
  const op = random.pick(operations)
  const text = JSON.stringify({
    type: random.chance(0.6) ? 'request' : type,
    id: random.chance(0.8) ? random.hex(8) : value(),
    // Signing out would end the session that everything else here needs.
    session: op === 'sign-out' ? null : random.pick([null, value(), good, good]),
    sessions: random.pick([
      [],
      value(),
      [value()],
      Array.from({ length: 300 }, () => random.hex(16)),
    ]),
    op,
    args: random.chance(0.3) ? value() : oddArgs(random),
    watch: value(),
  })
  // A literal cannot have such a key, and a text can.
  return random.chance(0.1) ? text.replace(/"(position|watch|page)"/, '"__proto__"') : text
}

function oddArgs(random: Random): unknown {
  const value = (): unknown => random.pick(values)
  const number = (): unknown =>
    random.pick(['+14155550101', '!', '\0', 'e!', '~', '__proto__', value()])
  return {
    number: number(),
    thread: number(),
    after: random.pick([0, 1, 1e15, value()]),
    before: random.pick([0, 3, 1e15, value()]),
    limit: random.pick([1, 200, 1e9, value()]),
    view: random.pick(['all', 'mine', 'unassigned', '__proto__', value()]),
    page: random.pick(['', '!', '\uffff', '+14155550101', value()]),
    body: random.pick(['hi', '\0', value()]),
    clientMessageId: random.pick(['a', '__proto__', value()]),
    lastSeen: value(),
    position: random.pick([0, 1, 1e12, value()]),
    assignmentVersion: value(),
    name: value(),
    password: value(),
    token: value(),
  }
}

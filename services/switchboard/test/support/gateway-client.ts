import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  PROTOCOL_VERSION,
  SwitchboardError,
  type Agent,
  type Changeset,
  type ErrorBody,
  type SwitchboardFrame,
} from '@switchboard/protocol'
import { WebSocket } from 'ws'
import { GATEWAY_TOKEN, type Running } from './start-switchboard.ts'

export interface SignedIn {
  session: string
  agent: Agent
}

export interface GatewayClient extends AsyncDisposable {
  socket: WebSocket
  /** Every frame that came, in order. */
  frames: SwitchboardFrame[]
  changesets(): Changeset[]
  request(op: string, args: unknown, session?: string | null): Promise<unknown>
  welcome(name: string, password: string): Promise<SignedIn>
  addAgent(name: string, password: string, adminSession: string): Promise<SignedIn>
  presence(...sessions: string[]): void
  closed: Promise<number>
}

/** A gateway's end of the socket, as plain as can be. */
export async function connectGateway(
  running: Pick<Running, 'base' | 'welcomeToken'>,
  { cursor = null, history }: { cursor?: number | null; history?: string | undefined } = {},
): Promise<GatewayClient> {
  const socket = openSocket(running.base)
  await once(socket, 'open')
  const frames: SwitchboardFrame[] = []
  const waiting = new Map<string, (frame: { result?: unknown; error?: ErrorBody }) => void>()
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as SwitchboardFrame
    frames.push(frame)
    if (frame.type === 'response') waiting.get(frame.id)?.(frame)
  })
  const send = (frame: unknown) => socket.send(JSON.stringify(frame))
  send({ type: 'hello', version: PROTOCOL_VERSION, gateway: 'test', cursor, history })
  const request: GatewayClient['request'] = async (op, args, session = null) => {
    const id = randomUUID()
    const answered = new Promise<{ result?: unknown; error?: ErrorBody }>((resolve) =>
      waiting.set(id, resolve),
    )
    send({ type: 'request', id, session, op, args })
    const { result, error } = await answered
    if (error) throw SwitchboardError.fromBody(error)
    return result
  }
  return {
    socket,
    frames,
    changesets: () =>
      frames.flatMap((frame) => (frame.type === 'changeset' ? [frame.changeset] : [])),
    request,
    welcome: (name, password) =>
      request('welcome', { token: running.welcomeToken, name, password }) as Promise<SignedIn>,
    addAgent: async (name, password, adminSession) => {
      await request('create-agent', { name, password }, adminSession)
      return (await request('sign-in', { name, password })) as SignedIn
    },
    presence: (...sessions) => send({ type: 'presence', sessions }),
    closed: once(socket, 'close').then(([code]) => code as number),
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return
      socket.terminate()
      await once(socket, 'close')
    },
  }
}

export function openSocket(base: string, token = GATEWAY_TOKEN, path = '/gateway'): WebSocket {
  return new WebSocket(base.replace('http', 'ws') + path, {
    headers: { authorization: `Bearer ${token}` },
  })
}

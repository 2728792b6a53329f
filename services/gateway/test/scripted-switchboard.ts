import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import {
  gatewayFrameSchema,
  SwitchboardError,
  type Agent,
  type Changeset,
  type GatewayFrame,
  type SwitchboardFrame,
  type Warning,
} from '@switchboard/protocol'
import { parse } from 'valibot'
import { WebSocketServer, type WebSocket } from 'ws'
import { makeAgent, makeChangeset } from './shapes.ts'

type Request = Extract<GatewayFrame, { type: 'request' }>
type Handler = (args: never, request: Request) => unknown

export const TOKEN = 'a-secret-between-gateway-and-switchboard'
export const ada = makeAgent('ada')
export const bob = makeAgent('bob')
export const careful: Warning = { code: 'ephemeralDisk', values: [], text: 'careful' }

/** The switchboard's side of the gateways' socket, over a real one: a history in memory and whatever the test says. */
export class ScriptedSwitchboard {
  readonly changesets: Changeset[] = []
  readonly sessions = new Map<string, Agent>([
    ['session-of-ada-0001', ada],
    ['session-of-ada-0002', ada],
    ['session-of-bob-0001', bob],
  ])
  readonly requests: Request[] = []
  readonly hellos: Extract<GatewayFrame, { type: 'hello' }>[] = []
  readonly handlers: Record<string, Handler> = {}
  presence: string[] = []
  /** How many reports of presence came. */
  presenceReports = 0
  history = 'a-history'
  counts: Record<string, number> = {}
  /** How long an answer takes on its way, while the history goes on. */
  answerDelayMs = 0
  /** The token it takes; TOKEN when unset. */
  token: string | undefined
  /** Cursors below this are too old. */
  keptFrom = 0
  #server: WebSocketServer | undefined
  #port = 0

  static async start(): Promise<ScriptedSwitchboard> {
    const switchboard = new ScriptedSwitchboard()
    await switchboard.listen()
    return switchboard
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get seq(): number {
    return this.changesets.length
  }

  get connections(): number {
    return this.#server?.clients.size ?? 0
  }

  async listen(): Promise<void> {
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: this.#port,
      path: '/gateway',
      verifyClient: ({ req }, callback) =>
        callback(req.headers.authorization === `Bearer ${this.token ?? TOKEN}`, 401),
    })
    await once(server, 'listening')
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => {
        this.#take(socket, parse(gatewayFrameSchema, JSON.parse(data.toString())))
      })
    })
  }

  /** Goes away; `listen` brings it back on the same port. */
  async stop(): Promise<void> {
    this.disconnect()
    this.#server?.close()
    if (this.#server) await once(this.#server, 'close')
  }

  disconnect(): void {
    for (const socket of this.#server?.clients ?? []) socket.terminate()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  /** Writes the next changeset and tells all gateways. */
  commit(parts: Partial<Changeset> = {}): Changeset {
    const changeset = makeChangeset(this.seq + 1, parts)
    this.changesets.push(changeset)
    Object.assign(this.counts, parts.counts)
    this.tell({ type: 'changeset', changeset })
    return changeset
  }

  tell(frame: SwitchboardFrame): void {
    for (const socket of this.#server?.clients ?? []) socket.send(JSON.stringify(frame))
  }

  #take(socket: WebSocket, frame: GatewayFrame): void {
    if (frame.type === 'hello') this.#greet(socket, frame)
    else if (frame.type === 'presence') this.#hearPresence(frame.sessions)
    else void this.#answer(socket, frame)
  }

  #greet(socket: WebSocket, hello: Extract<GatewayFrame, { type: 'hello' }>): void {
    this.hellos.push(hello)
    const send = (frame: SwitchboardFrame) => socket.send(JSON.stringify(frame))
    const { cursor } = hello
    const isOurs = hello.history == null || hello.history === this.history
    if (isOurs && cursor !== null && cursor >= this.keptFrom && cursor <= this.seq) {
      send({ type: 'resumed', from: cursor, history: this.history })
      for (const changeset of this.changesets.slice(cursor)) send({ type: 'changeset', changeset })
    } else {
      const { seq, history, counts } = this
      send({ type: 'snapshot', seq, history, agents: [ada, bob], counts })
    }
    send({ type: 'about', simulator: true, lines: ['+14155550199'], warnings: [careful] })
  }

  #hearPresence(sessions: string[]): void {
    this.presence = sessions
    this.presenceReports += 1
  }

  async #answer(socket: WebSocket, request: Request): Promise<void> {
    this.requests.push(request)
    const answer = (parts: object) =>
      socket.send(JSON.stringify({ type: 'response', id: request.id, ...parts }))
    try {
      const result = await this.#run(request)
      if (this.answerDelayMs > 0) await delay(this.answerDelayMs)
      answer({ result })
    } catch (error) {
      const { code, message } = error as SwitchboardError
      answer({ error: { code, message } })
    }
  }

  #run(request: Request): unknown {
    const handler = this.handlers[request.op]
    if (handler) return handler(request.args as never, request)
    if (request.op === 'sign-in') return this.#signIn(request.args as { name: string })
    if (request.op === 'check-welcome') return { valid: true }
    if (request.op === 'welcome') return this.#signIn({ name: 'ada' })
    const agent = this.sessions.get(request.session ?? '')
    if (!agent) throw new SwitchboardError('UNAUTHENTICATED', 'The session is over.')
    if (request.op === 'whoami') return { agent }
    if (request.op === 'sign-out') return this.#signOut(request.session ?? '')
    if (request.op === 'changes') return this.#changes(request.args as { after: number })
    throw new SwitchboardError('NOT_FOUND', `The script has no ${request.op}.`)
  }

  #signIn({ name }: { name: string }): unknown {
    const agent = [ada, bob].find((one) => one.name === name)
    if (!agent) throw new SwitchboardError('BAD_CREDENTIALS', 'Name or password is wrong.')
    const session = `session-made-for-${agent.id}-${this.requests.length}`
    this.sessions.set(session, agent)
    return { session, agent }
  }

  #signOut(session: string): unknown {
    this.sessions.delete(session)
    return {}
  }

  /** Not reduced to what the asker watches: that it is sent no more is the gateway's part. */
  #changes({ after }: { after: number }): unknown {
    if (after < this.keptFrom) throw new SwitchboardError('TOO_OLD', 'That is too long ago.')
    return { changesets: this.changesets.slice(after), asOf: this.seq }
  }
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { createLogger } from '@switchboard/service'
import { FrontDoor, defaultLimits } from '../src/index.ts'
import type { FrontDoorConfig } from '../src/index.ts'

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown

/** A real server behind the door, that tells what reached it. */
export class Upstream {
  readonly seen: IncomingMessage[] = []
  readonly sockets = new Set<Socket>()
  handler: Handler | undefined
  ready: unknown = { status: 'ok', checks: {} }
  readonly #server: Server
  port = 0

  private constructor(readonly name: string) {
    this.#server = createServer((req, res) => void this.#answer(req, res))
    this.#server.on('connection', (socket) => {
      this.sockets.add(socket)
      socket.on('error', () => undefined).once('close', () => this.sockets.delete(socket))
    })
    // A tunnel's far end that says who it is, and then gives back what it gets.
    this.#server.on('upgrade', (req, socket) => {
      this.seen.push(req)
      socket.on('error', () => undefined)
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n${name}:`,
      )
      socket.pipe(socket)
    })
  }

  static async start(name: string): Promise<Upstream> {
    const upstream = new Upstream(name)
    await upstream.listen()
    return upstream
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async listen(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = (this.#server.address() as AddressInfo).port
  }

  /** As when its process is killed. */
  async die(): Promise<void> {
    if (!this.#server.listening) return
    this.#server.close()
    for (const socket of this.sockets) socket.destroy()
    await once(this.#server, 'close')
  }

  /** What it was asked, other than by the door itself. */
  get paths(): (string | undefined)[] {
    return this.seen.map((req) => req.url)
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.url === '/healthz') return void res.end('{}')
    if (req.url === '/readyz') return void res.end(JSON.stringify(this.ready))
    if (req.url === '/metrics')
      return void res.end(`# HELP up Up\n# TYPE up gauge\nup{service="${this.name}"} 1\n`)
    this.seen.push(req)
    if (this.handler) return void this.handler(req, res)
    const body = await text(req)
    res.end(JSON.stringify({ name: this.name, url: req.url, headers: req.headers, body }))
  }
}

export interface Told {
  name: string
  url: string
  headers: Record<string, string>
  body: string
}

/** A front door with a switchboard, two gateways and a simulator behind it. */
export class World {
  private constructor(
    readonly door: FrontDoor,
    readonly port: number,
    readonly switchboard: Upstream,
    readonly gateways: readonly [Upstream, Upstream],
    readonly simulator: Upstream,
  ) {}

  static async create(overrides: Partial<FrontDoorConfig> = {}): Promise<World> {
    const [switchboard, first, second, simulator] = await Promise.all([
      Upstream.start('switchboard'),
      Upstream.start('gateway-0'),
      Upstream.start('gateway-1'),
      Upstream.start('simulator'),
    ])
    const config: FrontDoorConfig = {
      ...defaultLimits,
      maxAdminUploadBytes: 1024 * 1024,
      port: 0,
      host: '127.0.0.1',
      switchboardUrl: switchboard.url,
      gatewayUrls: [first.url, second.url],
      simulatorUrl: simulator.url,
      apiToken: undefined,
      behindRouter: false,
      healthIntervalMs: 50,
      deadIntervalMs: 20,
      ...overrides,
    }
    const door = FrontDoor.create(config, createLogger('front-door', { level: 'silent' }))
    const { port } = await door.start()
    return new World(door, port, switchboard, [first, second], simulator)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.url + path, { redirect: 'manual', ...init })
  }

  async ask(path: string, init?: RequestInit): Promise<Told> {
    return (await (await this.fetch(path, init)).json()) as Told
  }

  /** A client that writes what it likes. */
  async raw(bytes: string): Promise<RawClient> {
    const socket = connect(this.port, '127.0.0.1')
    await once(socket, 'connect')
    return new RawClient(socket, bytes)
  }

  webSocket(path: string): Promise<RawClient> {
    return this.raw(
      `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n`,
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.door.destroy()
    const upstreams = [this.switchboard, ...this.gateways, this.simulator]
    await Promise.all(upstreams.map((upstream) => upstream.die()))
  }
}

export class RawClient {
  text = ''
  readonly closed: Promise<unknown>

  constructor(
    readonly socket: Socket,
    bytes: string,
  ) {
    socket.setEncoding('utf8').on('data', (chunk) => (this.text += chunk))
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => void socket.once('close', resolve))
    socket.write(bytes)
  }
}

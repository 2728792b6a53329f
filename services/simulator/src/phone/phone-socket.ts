import type { PhoneFrame } from '@switchboard/protocol'
import { WebSocket, WebSocketServer } from 'ws'
import { refuseUpgrade } from '@switchboard/service'
import type { UpgradeHandler } from '@switchboard/service'
import type { Context, Watcher } from '../context.ts'
import type { Message, Phone } from '../store/model.ts'
import { defaultLine, toDevice } from './desk.ts'
import { isFromOurPage } from './our-page.ts'
import { phonePath, textsOf, toPhoneText } from './texts.ts'

const textsPerPhone = 100

/** Streams the desk to every open page: all of it first, then each change. Pages only listen. */
export class PhoneSocket {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: 1024,
    maxFragments: 16,
    maxBufferedChunks: 64,
  })
  readonly #alive = new WeakSet<WebSocket>()
  readonly #heartbeat: NodeJS.Timeout
  readonly #context: Context
  readonly #watcher: Watcher = {
    faults: (faults) => this.#tellAll({ type: 'faults', faults }),
    trouble: (trouble) => this.#tellAll({ type: 'trouble', trouble }),
    busyHour: (busyHour) => this.#tellAll({ type: 'busy-hour', busyHour }),
  }

  constructor(context: Context) {
    this.#context = context
    this.#heartbeat = setInterval(() => this.#beat(), context.config.heartbeatIntervalMs)
    context.watchers.add(this.#watcher)
    context.store
      .on('message', this.#onMessage)
      .on('messageRemoved', this.#onRemoved)
      .on('phone', this.#onPhone)
  }

  /** Takes `/phone/socket` from our own pages; false for any other path. */
  readonly upgrade: UpgradeHandler = (req, socket, head) => {
    if (req.url?.split('?', 1)[0] !== `${phonePath}/socket`) return false
    if (!isFromOurPage(req, this.#context.config.url))
      return refuseUpgrade(socket, 403, 'Forbidden')
    if (this.#server.clients.size >= this.#context.config.maxSockets)
      return refuseUpgrade(socket, 503, 'Service Unavailable')
    this.#server.handleUpgrade(req, socket, head, (client) => this.#welcome(client))
    return undefined
  }

  close(): void {
    clearInterval(this.#heartbeat)
    this.#context.watchers.delete(this.#watcher)
    const { store } = this.#context
    store
      .off('message', this.#onMessage)
      .off('messageRemoved', this.#onRemoved)
      .off('phone', this.#onPhone)
    for (const client of this.#server.clients) client.close(1001, 'the simulator stops')
    this.#server.close()
  }

  readonly #onMessage = (message: Message) =>
    this.#tellAll({ type: 'text', text: toPhoneText(this.#context.store, message) })

  readonly #onRemoved = ({ sid }: Message) => this.#tellAll({ type: 'removed', sid })

  readonly #onPhone = (phone: Phone) => this.#tellAll({ type: 'phone', phone: toDevice(phone) })

  #welcome(client: WebSocket): void {
    client.on('error', () => client.terminate())
    client.on('pong', () => this.#alive.add(client))
    this.#alive.add(client)
    this.#tell(client, JSON.stringify(this.#desk()))
  }

  #desk(): PhoneFrame {
    const { store, faults, debuggerLog, busyHour } = this.#context
    const phones = [...store.phones.values()]
    return {
      type: 'desk',
      line: defaultLine(this.#context).phoneNumber,
      phones: phones.map(toDevice),
      texts: phones.flatMap(({ number }) => textsOf(store, number, textsPerPhone)),
      faults: faults.all(),
      troubles: debuggerLog.all(),
      busyHour: busyHour.state,
    }
  }

  #tellAll(frame: PhoneFrame): void {
    if (this.#server.clients.size === 0) return
    const text = JSON.stringify(frame)
    for (const client of this.#server.clients) this.#tell(client, text)
  }

  /** A page that does not keep up is cut off; it comes back and gets the whole desk anew. */
  #tell(client: WebSocket, text: string): void {
    if (client.readyState !== WebSocket.OPEN) return
    if (client.bufferedAmount > this.#context.config.maxSocketBufferBytes) client.terminate()
    else client.send(text)
  }

  #beat(): void {
    for (const client of this.#server.clients) {
      if (!this.#alive.delete(client)) client.terminate()
      else client.ping()
    }
  }
}

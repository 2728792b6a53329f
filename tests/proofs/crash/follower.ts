import { PROTOCOL_VERSION, type Changeset, type Message } from '@switchboard/protocol'
import { WebSocket } from 'ws'

const RECONNECT_MS = 20

/**
 * A gateway that keeps all it is sent, over however many lives of the switchboard, and notes every
 * gap, repeat or second entry for one MessageSid.
 */
export class Follower {
  readonly faults: string[] = []
  /** Messages by conversation and position, each as it stood last. */
  readonly messages = new Map<string, Message>()
  readonly #url: string
  readonly #token: string
  readonly #placeOfSid = new Map<string, string>()
  #cursor = 0
  #socket: WebSocket | undefined
  #isClosed = false

  constructor(base: string, token: string) {
    this.#url = `${base.replace('http', 'ws')}/gateway`
    this.#token = token
    this.#connect()
  }

  /** The last changeset it has. */
  get seq(): number {
    return this.#cursor
  }

  has(sid: string): boolean {
    return this.#placeOfSid.has(sid)
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.terminate()
  }

  #connect(): void {
    if (this.#isClosed) return
    const headers = { authorization: `Bearer ${this.#token}` }
    const socket = new WebSocket(this.#url, { headers })
    this.#socket = socket
    socket.on('open', () => {
      const hello = {
        type: 'hello',
        version: PROTOCOL_VERSION,
        gateway: 'follower',
        cursor: this.#cursor,
      }
      socket.send(JSON.stringify(hello))
    })
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as Frame))
    socket.on('error', () => undefined)
    socket.on('close', () => setTimeout(() => this.#connect(), RECONNECT_MS))
  }

  #take(frame: Frame): void {
    if (frame.type === 'snapshot')
      this.faults.push(`cursor ${this.#cursor} was answered with a snapshot of ${frame.seq}`)
    if (frame.type === 'changeset') this.#apply(frame.changeset)
  }

  #apply({ seq, entries }: Changeset): void {
    if (seq !== this.#cursor + 1) this.faults.push(`${seq} came after ${this.#cursor}`)
    this.#cursor = seq
    for (const entry of entries) if (entry.kind === 'message') this.#keep(entry)
  }

  #keep(message: Message): void {
    const place = `${message.conversation} ${message.position}`
    this.messages.set(place, message)
    if (message.sid === null) return
    const known = this.#placeOfSid.get(message.sid)
    if (known !== undefined && known !== place)
      this.faults.push(`${message.sid} stands at ${known} and at ${place}`)
    this.#placeOfSid.set(message.sid, place)
  }
}

type Frame =
  | { type: 'snapshot'; seq: number }
  | { type: 'changeset'; changeset: Changeset }
  | { type: 'resumed' | 'about' | 'response' | 'ephemeral' | 'error' }

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

const TYPE_A = 1
const TTL_S = 600
/** A response that was asked for with recursion. */
const ANSWERED = 0x8180
const NOT_FOUND = 0x8183

/** A name server of a composition: IPv4 addresses by name, which a test may change (RFC 1035). */
export class NameServer implements AsyncDisposable {
  readonly addresses = new Map<string, string[]>()
  readonly #socket: Socket = createSocket('udp4')

  static async start(): Promise<NameServer> {
    const server = new NameServer()
    server.#socket.on('message', (query, from) => server.#answer(query, from))
    server.#socket.bind(0, '127.0.0.1')
    await once(server.#socket, 'listening')
    return server
  }

  get port(): number {
    return this.#socket.address().port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close()
    await once(this.#socket, 'close')
  }

  #answer(query: Buffer, { port, address }: RemoteInfo): void {
    const { name, end } = readName(query)
    const isA = query.readUInt16BE(end) === TYPE_A
    const found = this.addresses.get(name)
    const records = isA ? (found ?? []) : []
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(found ? ANSWERED : NOT_FOUND, 2)
    head.writeUInt16BE(records.length, 6)
    head.fill(0, 8)
    const question = query.subarray(12, end + 4)
    this.#socket.send(Buffer.concat([head, question, ...records.map(record)]), port, address)
  }
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.'), end: at + 1 }
}

/** An A record of the name in the question, which stands at byte 12. */
function record(address: string): Buffer {
  const fixed = Buffer.from([0xc0, 12, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0])
  fixed.writeUInt32BE(TTL_S, 6)
  fixed.set(address.split('.').map(Number), 12)
  return fixed
}

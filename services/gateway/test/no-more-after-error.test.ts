import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import * as ws from 'ws'
import { expect, it } from 'vitest'
import '../src/agent-upgrade.ts'

type Inflate = (data: Buffer, isLast: boolean, done: (error: null, data: Buffer) => void) => void
const Receiver = Reflect.get(ws, 'Receiver') as new (options: object) => Writable

const MASK = [1, 2, 3, 4]
const COMPRESSED = 0x40

/** One text frame of a browser (RFC 6455, 5.2). */
function frame(body: readonly number[], flags = 0): Buffer {
  const masked = body.map((byte, at) => byte ^ (MASK[at % 4] ?? 0))
  return Buffer.from([0x81 | flags, 0x80 | body.length, ...MASK, ...masked])
}

it('[G20] reads nothing after a wrong frame that came while another was inflated', async () => {
  const inflating: (() => void)[] = []
  const decompress: Inflate = (data, _, done) => inflating.push(() => done(null, data))
  const receiver = new Receiver({
    isServer: true,
    extensions: { 'permessage-deflate': { decompress } },
  })
  const told: string[] = []
  receiver.on('message', (data: Buffer) => told.push(data.toString()))
  receiver.on('error', ({ message }) => told.push(message))
  receiver.write(frame([0x68, 0x69], COMPRESSED))
  receiver.write(frame([0xff, 0xff]))
  receiver.write('more of it')
  for (const inflated of inflating) inflated()
  await setImmediate()
  expect(told).toEqual(['hi', 'Invalid WebSocket frame: invalid UTF-8 sequence'])
})

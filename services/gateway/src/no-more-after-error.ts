import type { Writable } from 'node:stream'
import * as ws from 'ws'

/**
 * @NOTE ws 8.23.0: what came while a frame was being inflated is written to the receiver even after the next frame
 * was wrong. It then takes that frame for unread, without its mask, and throws, which would end the gateway with all
 * who are on it. Once it has told its error it reads nothing any more.
 */
export function readNoMoreAfterError(): void {
  const { prototype } = Reflect.get(ws, 'Receiver') as { prototype: Writable }
  const write = Reflect.get(prototype, '_write')
  const writeUnlessErrored: typeof write = function writeUnlessErrored(this: Writable, ...args) {
    if (this.errored) args[2]()
    else write.apply(this, args)
  }
  Reflect.set(prototype, '_write', writeUnlessErrored)
}

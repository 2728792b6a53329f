import { EventEmitter, once } from 'node:events'

/** Something a test holds shut until it opens it. */
export function makeGate(): { open: () => void; opened: Promise<unknown> } {
  const emitter = new EventEmitter()
  return { opened: once(emitter, 'open'), open: () => void emitter.emit('open') }
}

import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { Level } from 'level'
import liveStream from 'level-live-stream'
import { objectTransform } from 'through2'
import { isInRange, type KeyValueEvents } from './key-value.ts'
import { changeKeys } from './keys.ts'

interface Operation {
  type: 'put' | 'del'
  key: string
  value?: string
}

/** Announcements made before other work gets its turn, so that a quick reader is never overrun. */
const ANNOUNCED_AT_ONCE = 16

/**
 * Gives level 10's `write` event back the name level-live-stream listens for. Attached before the
 * first write and never taken off while the store is open: abstract-level decides whether to tell of
 * a write when it is begun, so a late listener misses those in flight.
 */
function attachFacade(db: Level): { facade: EventEmitter; detach: () => void } {
  const facade = new EventEmitter()
  const onWrite = (operations: Operation[]) => {
    const changes = operations.filter(({ key }) => isInRange(key, changeKeys))
    if (changes.length > 0) facade.emit('batch', changes)
  }
  db.on('write', onWrite)
  return { facade, detach: () => void db.off('write', onWrite) }
}

/**
 * The one live stream over the changes; returns how to end it.
 * @NOTE It must flow from the start and for ever: a paused level-live-stream overflows the stack when
 * it is resumed with a few thousand writes behind it, unless an async transform breaks the recursion.
 */
export function announceChanges(db: Level, events: KeyValueEvents): () => void {
  const { facade, detach } = attachFacade(db)
  const stream = liveStream(facade, { ...changeKeys, old: false, tail: false, live: true })
  let announced = 0
  const flow = objectTransform({ highWaterMark: 256 }, async (operation: Operation) => {
    announced += 1
    if (announced % ANNOUNCED_AT_ONCE === 0) await setImmediate()
    return operation
  })
  const onData = ({ type, key, value }: Operation) => {
    if (type === 'put' && value !== undefined) events.changed([key, value])
  }
  const onBroken = (error?: Error) =>
    events.broken(error ?? new Error('The live stream of the history ended by itself'))
  stream.on('error', onBroken).on('end', onBroken)
  flow.on('error', onBroken).on('data', onData)
  stream.pipe(flow)
  return () => {
    detach()
    stream.off('error', onBroken).off('end', onBroken)
    flow.off('error', onBroken).off('data', onData)
    stream.destroy()
    flow.destroy()
  }
}

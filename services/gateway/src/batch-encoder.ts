import type { ConsoleFrame, Conversation } from '@switchboard/protocol'
import type { Batch } from './batch.ts'
import { EncodedFrame } from './encoded-frame.ts'
import { Unseen, type Watcher } from './watched.ts'

/**
 * A batch as the bytes each watcher is sent; what several watch is encoded once. Only the last frame carries
 * the batch's own `seq`, those before it the seq the watcher was at: a connection lost in between makes the
 * browser come back for the whole batch.
 */
export class BatchEncoder {
  readonly batch: Batch
  readonly #encoded = new Map<string, EncodedFrame>()
  readonly #unseen = new Map<string, Unseen>()
  /** Agents who alone may see some of it. */
  readonly #audiences: ReadonlySet<string | undefined>

  constructor(batch: Batch) {
    this.batch = batch
    this.#audiences = new Set(batch.changes.map(({ changeset }) => changeset.audience))
  }

  /** Frames encoded so far, however many watchers they went to. */
  get encoded(): number {
    return this.#encoded.size
  }

  framesFor(watcher: Watcher): EncodedFrame[] {
    if (this.batch.to <= watcher.after) return []
    const before = Math.max(this.batch.after, watcher.after)
    const frames = this.#unseenBy(watcher.agent, before).framesFor(watcher)
    return frames.map(({ key, frame }, index) => {
      const seq = index === frames.length - 1 ? this.batch.to : before
      return this.#encode(`${seq} ${key}`, { ...frame, seq })
    })
  }

  /** What is new in its open thread, ahead of the rest: everybody has all up to `seq`, so no cursor moves by it. */
  threadFramesFor(watcher: Watcher, seq: number): EncodedFrame[] {
    if (this.batch.to <= watcher.after) return []
    const before = Math.max(this.batch.after, watcher.after)
    const frames = this.#unseenBy(watcher.agent, before).threadFramesFor(watcher)
    return frames.map(({ key, frame }) => this.#encode(`${seq} ${key}`, { ...frame, seq }))
  }

  #unseenBy(agent: string, after: number): Unseen {
    const only = this.#audiences.has(agent) ? agent : undefined
    const scope = `${only ?? ''} ${after} `
    const known = this.#unseen.get(scope)
    if (known !== undefined) return known
    const changes = this.batch.changes.filter(({ changeset: { seq, audience } }) => {
      return seq > after && (audience === undefined || audience === only)
    })
    const unseen = new Unseen(changes, after, scope)
    this.#unseen.set(scope, unseen)
    return unseen
  }

  #encode(key: string, frame: ConsoleFrame): EncodedFrame {
    const known = this.#encoded.get(key)
    if (known !== undefined) return known
    const encoded = encodeFrame(frame)
    this.#encoded.set(key, encoded)
    return encoded
  }
}

export function encodeFrame(frame: ConsoleFrame): EncodedFrame {
  const isRows = frame.type === 'conversations'
  return new EncodedFrame(isRows ? encodeRows(frame) : Buffer.from(JSON.stringify(frame)))
}

const encodedRows = new WeakMap<Conversation, Buffer>()

/** Each row is encoded once, in however many frames it stands: those of one moment differ by where they begin. */
function encodeRows({
  type,
  seq,
  conversations,
  given,
}: ConsoleFrame & { type: 'conversations' }): Buffer {
  const [first, ...others] = conversations.map(encodeRow)
  return Buffer.concat([
    Buffer.from(`{"type":"${type}","seq":${seq},"conversations":[`),
    first?.subarray(1) ?? Buffer.alloc(0),
    ...others,
    Buffer.from(given === undefined ? ']}' : `],"given":${JSON.stringify(given)}}`),
  ])
}

/** With the comma before it. */
function encodeRow(conversation: Conversation): Buffer {
  const known = encodedRows.get(conversation)
  if (known !== undefined) return known
  const bytes = Buffer.from(`,${JSON.stringify(conversation)}`)
  encodedRows.set(conversation, bytes)
  return bytes
}

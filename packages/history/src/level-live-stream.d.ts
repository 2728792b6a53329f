declare module 'level-live-stream' {
  import type { EventEmitter } from 'node:events'

  interface LiveStreamOptions {
    gt?: string
    lt?: string
    /** False leaves out what is stored already. */
    old?: boolean
    /** The package's own default is true, and it then prints a deprecation. */
    tail?: boolean
    live?: boolean
  }

  /** `db` emits `put`, `del` and `batch` as levels once did. A classic readable stream of `{ type, key, value }`, paused until it is piped. */
  function liveStream(
    db: EventEmitter,
    options: LiveStreamOptions,
  ): NodeJS.ReadableStream & { destroy(): void }

  export = liveStream
}

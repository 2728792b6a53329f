import { parsePhoneFrame } from '@switchboard/protocol'
import { applyFrame, emptyDesk } from './desk.ts'
import type { Desk } from './desk.ts'

/** What the page reads: a store outside React. */
export interface DeskStore {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => Desk
}

const firstRetryMs = 500
const lastRetryMs = 8000
// A connection that lasted this long was a good one: the next pause is short again.
const settledMs = 2000

/** The socket to the simulator: it comes back by itself, and each time the whole desk comes anew. */
export class DeskSocket implements DeskStore {
  #desk = emptyDesk
  #listeners = new Set<() => void>()
  #socket: WebSocket | null = null
  #retry: number | null = null
  #retryMs = firstRetryMs

  constructor(readonly url: string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): Desk => this.#desk

  open(): void {
    window.addEventListener('online', this.#now)
    document.addEventListener('visibilitychange', this.#now)
    this.#connect()
  }

  close(): void {
    window.removeEventListener('online', this.#now)
    document.removeEventListener('visibilitychange', this.#now)
    if (this.#retry !== null) clearTimeout(this.#retry)
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  #connect(): void {
    const socket = new WebSocket(this.url)
    this.#socket = socket
    let openedAt = Infinity
    socket.addEventListener('open', () => (openedAt = Date.now()))
    socket.addEventListener('message', ({ data }) => this.#hear(String(data)))
    socket.addEventListener('close', () => {
      if (this.#socket !== socket) return
      if (Date.now() - openedAt > settledMs) this.#retryMs = firstRetryMs
      this.#lose()
    })
  }

  #hear(data: string): void {
    const frame = parsePhoneFrame(data)
    if (frame) this.#set(applyFrame(this.#desk, frame))
  }

  #lose(): void {
    this.#socket = null
    if (this.#desk.connection === 'live') this.#set({ ...this.#desk, connection: 'lost' })
    this.#retry = window.setTimeout(() => this.#connectAgain(), this.#retryMs)
    this.#retryMs = Math.min(lastRetryMs, this.#retryMs * 2)
  }

  /** The network or the tab is back: no need to wait out the pause. */
  readonly #now = () => {
    if (this.#retry !== null && document.visibilityState === 'visible') this.#connectAgain()
  }

  #connectAgain(): void {
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#retry = null
    this.#connect()
  }

  #set(desk: Desk): void {
    this.#desk = desk
    for (const listener of this.#listeners) listener()
  }
}

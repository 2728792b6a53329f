export interface TransportOptions {
  url: string
  /** Sent with the upgrade; a browser cannot send any. */
  headers: Readonly<Record<string, string>>
  /** A larger frame ends the connection. */
  maxFrameBytes: number
}

export interface TransportEvents {
  opened(): void
  received(text: string): void
  /** The peer gave a sign of life that is no frame. */
  alive(): void
  /** Comes once, also when the connection was never opened. */
  closed(code: number, reason: string): void
}

/** One WebSocket, whoever makes it. */
export interface Transport {
  send(text: string): void
  /** Bytes given to send() that the network has not taken yet. */
  readonly bufferedBytes: number
  /** Asks the peer for a sign of life, where the platform can. */
  ping?(): void
  close(code: number, reason: string): void
  /** Gives up without a closing handshake. */
  terminate(): void
}

export type Connect = (options: TransportOptions, events: TransportEvents) => Transport

/** What a channel needs of where it runs. */
export interface Platform {
  connect: Connect
  /** Tells when the network is back, or a person, where that can be known; returns what ends the subscription. */
  onReturn(listener: () => void): () => void
}

/** No close frame was seen (RFC 6455 §7.1.5); never sent, only reported. */
export const ABNORMAL_CLOSURE = 1006
/** A frame of a kind we do not take (RFC 6455 §7.4.1). */
export const UNSUPPORTED_DATA = 1003

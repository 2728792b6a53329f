import type { IncomingMessage } from 'node:http'
import type { PerMessageDeflateOptions, WebSocket } from 'ws'

const EXTENSION = 'permessage-deflate'

/**
 * Compression of whole messages (RFC 7692) that each stand for themselves: what goes out can be the same bytes for
 * everybody, and nobody's context is kept. Frames hold no secret of ours that their length could give away.
 */
export const frameCompression: PerMessageDeflateOptions = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
}

const BROWSERS_OFFER =
  /^permessage-deflate(?:; ?(?:client_max_window_bits|(?:client|server)_no_context_takeover))*$/

/**
 * Leaves offers as browsers make them. ws answers any it cannot take with 400, where the handshake could go on without;
 * and it would take one of a smaller window, for which our bytes would not be the same as for all others.
 */
export function offerOnlyWhatIsTaken({ headers }: IncomingMessage): void {
  if (!BROWSERS_OFFER.test(headers['sec-websocket-extensions'] ?? ''))
    delete headers['sec-websocket-extensions']
}

export const readsCompressed = ({ extensions }: WebSocket): boolean => extensions === EXTENSION

/** ws keeps an inflater, some 35 KB, for each socket that ever sent something compressed; a new one is made in no time. */
export function forgetInflater(socket: WebSocket): void {
  const { _extensions } = socket as unknown as {
    _extensions: Partial<Record<string, { cleanup(): void }>>
  }
  _extensions[EXTENSION]?.cleanup()
}

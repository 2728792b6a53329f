import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, MAX_BROWSER_FRAME_BYTES } from '@switchboard/protocol'
import { isOurOrigin, refuseUpgrade, type UpgradeHandler } from '@switchboard/service'
import { WebSocketServer, type ServerOptions } from 'ws'
import { AgentSocket, type AgentSocketContext } from './agent-socket.ts'
import { clientAddress } from './client-address.ts'
import type { FanOut } from './fan-out.ts'
import { frameCompression, offerOnlyWhatIsTaken } from './frame-compression.ts'
import { Newcomers } from './newcomers.ts'
import { readNoMoreAfterError } from './no-more-after-error.ts'
import type { SessionCookie } from './session-cookie.ts'

export interface AgentUpgradeOptions {
  context: AgentSocketContext
  fanOut: FanOut
  cookie: SessionCookie
}

readNoMoreAfterError()

const serverOptions = {
  noServer: true,
  clientTracking: false,
  maxPayload: MAX_BROWSER_FRAME_BYTES,
  maxFragments: 16,
  maxBufferedChunks: 256,
  perMessageDeflate: frameCompression,
  closeTimeout: 2_000,
} as ServerOptions

/**
 * Takes `GET /agent` over. Origin and room are checked before the upgrade, the session right after it: a page
 * cannot read the status of a refused upgrade, but it can read a close code.
 */
export function agentUpgrade({ context, fanOut, cookie }: AgentUpgradeOptions): UpgradeHandler {
  const { config } = context
  const { limits } = config
  const webSockets = new WebSocketServer(serverOptions)
  const newcomers = new Newcomers(limits.maxNewcomers, limits.maxNewcomersPerAddress)

  return (request, socket, head) => {
    if ((request.url ?? '').split('?', 1)[0] !== '/agent') return false
    const { origin, host } = request.headers
    if (!isOurOrigin(origin, host, config.url)) {
      context.logger.warn({ origin, host }, 'Refused the socket of a foreign page.')
      return refuse(socket, 403, 'Forbidden')
    }
    const session = cookie.read(request.headers.cookie)
    const address = clientAddress(request, config.behindRouter)
    const status = refusalOf(session) ?? newcomers.refusal(address)
    if (status !== undefined) return refuse(socket, status, reasons[status])
    accept(request, socket, head, session, newcomers.enter(address))
    return true
  }

  function refusalOf(session: string | undefined): 429 | 503 | undefined {
    if (fanOut.known >= limits.maxSockets) return 503
    const isFull = session !== undefined && fanOut.countOf(session) >= limits.maxSocketsPerSession
    return isFull ? 429 : undefined
  }

  function accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    session: string | undefined,
    isNoNewcomer: () => void,
  ): void {
    // Also where ws refuses the handshake by itself.
    socket.once('close', isNoNewcomer)
    offerOnlyWhatIsTaken(request)
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (session === undefined) {
        webSocket.on('error', () => undefined)
        return webSocket.close(closeCodes.UNAUTHENTICATED, 'Please sign in.')
      }
      const agentSocket = new AgentSocket(webSocket, socket, session, context, {
        known: isNoNewcomer,
        welcomed: (agent, resumed) => {
          context.logger.info({ agent: agent.id, resumed }, 'A browser is welcome.')
          fanOut.presenceChanged()
        },
        acted: (activity) => fanOut.acted(agentSocket, activity),
        watches: (watch) => fanOut.watches(agentSocket, watch),
      })
      fanOut.add(agentSocket)
      void agentSocket.identify()
      webSocket.once('close', (code) => {
        context.logger.info({ code }, 'A browser is gone.')
        fanOut.remove(agentSocket)
      })
    })
  }
}

const reasons = { 429: 'Too Many Requests', 503: 'Service Unavailable' }

function refuse(socket: Duplex, status: number, reason: string): true {
  refuseUpgrade(socket, status, reason)
  return true
}

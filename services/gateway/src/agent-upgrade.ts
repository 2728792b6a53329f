import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, MAX_BROWSER_FRAME_BYTES } from '@switchboard/protocol'
import { isOurOrigin, refuseUpgrade, type UpgradeHandler } from '@switchboard/service'
import { WebSocketServer, type ServerOptions } from 'ws'
import { AgentSocket, type AgentSocketContext } from './agent-socket.ts'
import type { FanOut } from './fan-out.ts'
import type { SessionCookie } from './session-cookie.ts'

export interface AgentUpgradeOptions {
  context: AgentSocketContext
  fanOut: FanOut
  cookie: SessionCookie
}

const serverOptions = {
  noServer: true,
  clientTracking: false,
  maxPayload: MAX_BROWSER_FRAME_BYTES,
  maxFragments: 16,
  maxBufferedChunks: 256,
  perMessageDeflate: false,
  closeTimeout: 2_000,
} as ServerOptions

/** Takes `GET /agent` over. Origin and room are checked before the upgrade; the session before the welcome. */
export function agentUpgrade({ context, fanOut, cookie }: AgentUpgradeOptions): UpgradeHandler {
  const { config } = context
  const webSockets = new WebSocketServer(serverOptions)

  return (request, socket, head) => {
    if ((request.url ?? '').split('?', 1)[0] !== '/agent') return false
    const { origin, host } = request.headers
    if (!isOurOrigin(origin, host, config.url)) {
      context.logger.warn({ origin, host }, 'Refused the socket of a foreign page.')
      return refuse(socket, 403, 'Forbidden')
    }
    const session = cookie.read(request.headers.cookie)
    if (fanOut.size >= config.limits.maxSockets) return refuse(socket, 503, 'Service Unavailable')
    if (session !== undefined && fanOut.countOf(session) >= config.limits.maxSocketsPerSession) {
      return refuse(socket, 429, 'Too Many Requests')
    }
    accept(request, socket, head, session)
    return true
  }

  function accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    session: string | undefined,
  ): void {
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      // A page cannot read the status of a refused upgrade, but it can read a close code.
      if (session === undefined) {
        webSocket.on('error', () => undefined)
        return webSocket.close(closeCodes.UNAUTHENTICATED, 'Please sign in.')
      }
      const agentSocket = new AgentSocket(webSocket, session, context, {
        welcomed: (agent, resumed) => {
          context.logger.info({ agent: agent.id, resumed }, 'A browser is welcome.')
          fanOut.tellPresence()
        },
        acted: (activity) => fanOut.acted(agentSocket, activity),
      })
      fanOut.add(agentSocket)
      webSocket.once('close', (code) => {
        context.logger.info({ code }, 'A browser is gone.')
        fanOut.remove(agentSocket)
      })
    })
  }
}

function refuse(socket: Duplex, status: number, reason: string): true {
  refuseUpgrade(socket, status, reason)
  return true
}

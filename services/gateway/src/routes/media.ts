import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { pipeline } from 'node:stream/promises'
import { SwitchboardError } from '@switchboard/protocol'
import { Router, type Request, type Response } from 'express'
import type { AppContext } from '../context.ts'
import { fromOurPage } from '../json-body.ts'

/** An upload of 5 MB over a slow line may take this long; silence for this long ends it. */
const SILENCE_MS = 60_000
const passedHeaders = [
  'content-type',
  'content-length',
  'content-disposition',
  'content-security-policy',
  'x-content-type-options',
  'cache-control',
]

/**
 * `/media`, for a gateway that browsers reach without a front door: bytes are carried between them
 * and the switchboard as they come, with the session's cookie and nothing else of the request.
 */
export function mediaRoutes({ config, cookie }: AppContext): Router {
  const router = Router()
  const base = config.switchboardUrl

  router.get('/:id', async (req, res) => {
    const query = new URL(req.originalUrl, 'http://localhost').search
    await carry(req, res, `${base}/media/${encodeURIComponent(req.params.id)}${query}`)
  })

  router.post('/', fromOurPage(config.url), async (req, res) => {
    await carry(req, res, `${base}/media`)
  })

  async function carry(req: Request, res: Response, url: string): Promise<void> {
    const answer = await ask(req, url, headersOf(req))
    res.status(answer.statusCode ?? 502)
    for (const name of passedHeaders) {
      const value = answer.headers[name]
      if (value !== undefined) res.set(name, value)
    }
    try {
      await pipeline(answer, res)
    } catch {
      // Either end has gone, and the other one's connection went with it.
      res.destroy()
    }
  }

  /** The token says that this gateway has checked where an upload comes from. */
  function headersOf(req: Request): Record<string, string> {
    const session = cookie.read(req.headers.cookie)
    return {
      ...(session !== undefined && { cookie: `switchboard=${session}` }),
      ...(req.method === 'POST' && {
        authorization: `Bearer ${config.gatewayToken.reveal()}`,
        ...declared(req),
      }),
    }
  }

  return router
}

/** What the body is said to be, so that a wrong one is refused before it is read. */
function declared({ headers }: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'content-length', 'content-encoding'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function ask(req: Request, url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const { request } = url.startsWith('https:') ? https : http
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown): void =>
      reject(new SwitchboardError('UNAVAILABLE', 'The switchboard cannot be reached.', { cause }))
    const asked = request(url, { method: req.method, headers, agent: false, timeout: SILENCE_MS })
    asked.once('response', resolve).on('error', fail)
    asked.once('timeout', () => asked.destroy(new Error('silence')))
    req.once('aborted', () => asked.destroy())
    req.pipe(asked)
  })
}

import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { MAX_PICTURE_BYTES, shownTypes, SwitchboardError, type Agent } from '@switchboard/protocol'
import { comesFromOurPage, isBearer, sendJson, writeJson } from '@switchboard/service'
import type { AppContext } from '../context.ts'
import { answerError } from '../errors.ts'
import { isMediaId } from '../media/media-id.ts'
import { fileName } from '../media/sniff.ts'
import type { StoredMedia } from '../media/stored-media.ts'
import type { ApiRoute } from './api.ts'

const YEAR_S = 365 * 24 * 3600

/** `GET /media/{id}`: for browsers by session, for the carrier by a signed query that expires. */
export const getMedia: ApiRoute = async (context, request, response) => {
  const id = request.params?.['id'] ?? ''
  const reader = await authorise(context, request, id)
  const media = isMediaId(id) ? await context.store.record<StoredMedia>('media', id) : undefined
  if (media?.size === undefined || !mayRead(media, reader)) throw notHere()
  const file = await context.media.files.open(id)
  if (file === undefined) throw notHere()
  try {
    response.writeHead(200, { ...headersOf(id, media), 'content-length': (await file.stat()).size })
    if (request.method === 'HEAD') response.end()
    else await pipeline(file.createReadStream({ autoClose: false }), response)
  } catch (error) {
    // Whoever asked has gone; nobody is left to be told.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  } finally {
    await file.close()
  }
}

/** Who reads: an Agent, or null for the holder of a good link. */
async function authorise(
  { media, people }: AppContext,
  request: IncomingMessage,
  id: string,
): Promise<Agent | null> {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  if (!query.has('signature')) return people.authenticate(sessionOf(request) ?? null)
  if (await media.links.isGood(id, query)) return null
  throw new SwitchboardError('FORBIDDEN', 'This link is wrong, or no longer valid.')
}

/** What is in no message yet is its author's alone. */
function mayRead({ number, agent }: StoredMedia, reader: Agent | null): boolean {
  return number !== null || reader === null || agent === reader.id
}

function notHere(): SwitchboardError {
  return new SwitchboardError('NOT_FOUND', 'This picture is not here.')
}

/** A browser must take the bytes for nothing but what they are, and run nothing in them. */
function headersOf(id: string, { contentType }: StoredMedia): Record<string, string> {
  const disposition = shownTypes.includes(contentType) ? 'inline' : 'attachment'
  return {
    'content-type': contentType,
    'content-disposition': `${disposition}; filename="${fileName(id, contentType)}"`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': `private, max-age=${YEAR_S}, immutable`,
  }
}

/** `POST /media`: the bytes of a picture as the body. 201 `{ media }`. */
export const postMedia: ApiRoute = async (context, request, response) => {
  try {
    refuseForeign(context, request)
    const agent = await context.people.authenticate(sessionOf(request) ?? null)
    refuseBody(request)
    // Cut short, the connection would be gone before the refusal could be read.
    const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
    const media = await context.media.upload(agent.id, body)
    sendJson(response, 201, { media })
  } catch (error) {
    if (request.readableEnded || request.destroyed) throw error
    response.setHeader('connection', 'close')
    answerError(response, error, context.logger, writeJson)
    await dropRest(request)
    response.end()
  }
}

/** What a proxy in front may let pass. */
const MAX_DROPPED_BYTES = 8 * 1024 * 1024
/** How long nothing may come of a body whose answer is given. */
const DROP_SILENCE_MS = 2_000

/**
 * Reads on to the end: who is still writing, as a proxy or a browser over a slow line, takes a connection that is
 * closed meanwhile for broken. The request's own timeout bounds what comes in drops.
 */
function dropRest(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const silence = setTimeout(resolve, DROP_SILENCE_MS)
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      silence.refresh()
      bytes += chunk.length
      if (bytes > MAX_DROPPED_BYTES) resolve()
    })
    request
      .once('end', resolve)
      .once('error', () => resolve())
      .once('close', () => {
        clearTimeout(silence)
        resolve()
      })
    request.resume()
  })
}

/** Only our own page uploads; a gateway with the shared secret has made sure of that itself. */
function refuseForeign({ config }: AppContext, { headers }: IncomingMessage): void {
  if (isBearer(headers.authorization, config.gatewayToken.reveal())) return
  if (!comesFromOurPage(headers, config.url))
    throw new SwitchboardError('FORBIDDEN', 'Only our own pages may do this.')
}

function refuseBody({ headers }: IncomingMessage): void {
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw new SwitchboardError('UNSUPPORTED_TYPE', 'The body must not be compressed.')
  if (Number(headers['content-length'] ?? 0) > MAX_PICTURE_BYTES)
    throw new SwitchboardError('TOO_LARGE', 'A picture has at most 5 MB.')
}

/** The session a browser's cookie names, as gateways set it; `__Host-` cannot come from a sibling domain. */
function sessionOf({ headers }: IncomingMessage): string | undefined {
  const cookies = new Map(
    (headers.cookie ?? '').split(';').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const
    }),
  )
  return cookies.get('__Host-switchboard') ?? cookies.get('switchboard')
}

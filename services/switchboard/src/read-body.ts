import type { IncomingMessage } from 'node:http'
import { SwitchboardError } from '@switchboard/protocol'

export const MAX_REQUEST_BYTES = 64 * 1024

/**
 * The raw body of a request of this content type. TOO_LARGE as soon as it exceeds 64 KiB,
 * UNSUPPORTED_TYPE for any other type or an encoded body: what is not inflated cannot be a bomb.
 */
export async function readBody(request: IncomingMessage, contentType: string): Promise<Buffer> {
  const given = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (given !== contentType)
    throw new SwitchboardError('UNSUPPORTED_TYPE', `The body must be ${contentType}.`)
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity')
    throw new SwitchboardError('UNSUPPORTED_TYPE', 'The body must not be compressed.')
  if (Number(request.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES) throw tooLarge()
  return collect(request)
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // destroyOnReturn would cut the connection before the refusal could be written.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length
    if (size > MAX_REQUEST_BYTES) throw tooLarge()
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks, size)
}

function tooLarge(): SwitchboardError {
  return new SwitchboardError('TOO_LARGE', `A body has at most ${MAX_REQUEST_BYTES} bytes.`)
}

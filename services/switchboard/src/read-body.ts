import type { IncomingMessage } from 'node:http'
import { makeProblem, SwitchboardError, type ErrorCode, type Problem } from '@switchboard/protocol'

const MAX_REQUEST_KIB = 64
export const MAX_REQUEST_BYTES = MAX_REQUEST_KIB * 1024

/** How much of a refused body is still read before the answer, and for how long. */
const MAX_DROPPED_BYTES = 8 * 1024 * 1024
const MAX_DROPPING_MS = 1000

/** Tells whoever sent it what to do, and an admin what was wrong. */
export class BodyError extends SwitchboardError {
  readonly problem: Problem

  constructor(code: ErrorCode, message: string, problem: Problem, cause?: unknown) {
    super(code, message, { cause })
    this.problem = problem
  }
}

/**
 * The raw body of a request of this content type. TOO_LARGE as soon as it exceeds 64 KiB,
 * UNSUPPORTED_TYPE for any other type or an encoded body: what is not inflated cannot be a bomb.
 * BAD_REQUEST when the client leaves in the middle of it.
 */
export async function readBody(request: IncomingMessage, contentType: string): Promise<Buffer> {
  const body = refusalOf(request, contentType) ?? (await collect(request))
  if (Buffer.isBuffer(body)) return body
  await drop(request)
  throw body
}

function refusalOf(request: IncomingMessage, contentType: string): BodyError | undefined {
  const given = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (given !== contentType)
    return unsupported(`be ${contentType}`, makeProblem('wrongType', contentType))
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity')
    return unsupported('not be compressed', makeProblem('compressed'))
  return Number(request.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES ? tooLarge() : undefined
}

/** By events, which cost a third of what an iterator does. */
function collect(request: IncomingMessage): Promise<Buffer | BodyError> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer): void => {
      size += chunk.length
      if (size > MAX_REQUEST_BYTES) settle(() => resolve(tooLarge()))
      else chunks.push(chunk)
    }
    const onEnd = (): void => settle(() => resolve(Buffer.concat(chunks, size)))
    const onCut = (cause?: unknown): void => settle(() => reject(cutShort(cause)))
    const settle = (end: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('error', onCut).off('close', onCut)
      end()
    }
    if (request.destroyed || request.readableEnded) return onCut()
    request.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut)
  })
}

/** Reads on for a while, at most 8 MiB and 1 s: a connection closed while its client still writes loses the answer in a reset. */
export function drop(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let size = 0
    const timer = setTimeout(resolve, MAX_DROPPING_MS)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    if (request.readableEnded || request.destroyed) return end()
    request.on('end', end).on('error', end).on('close', end)
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_DROPPED_BYTES) end()
    })
  })
}

function unsupported(must: string, problem: Problem): BodyError {
  return new BodyError('UNSUPPORTED_TYPE', `The body must ${must}.`, problem)
}

function tooLarge(): BodyError {
  const problem = makeProblem('tooLarge', String(MAX_REQUEST_KIB))
  return new BodyError('TOO_LARGE', `A body has at most ${MAX_REQUEST_BYTES} bytes.`, problem)
}

function cutShort(cause: unknown): BodyError {
  return new BodyError('BAD_REQUEST', 'The body was cut short.', makeProblem('cutShort'), cause)
}

import type { Context } from '../context.ts'
import { makeSid } from '../sids.ts'
import type { Message } from '../store/model.ts'

/** What a picture may weigh: 5 MB, as Twilio has it for jpeg, png and gif. */
export const maxPictureBytes = 5 * 1024 * 1024
const fetchTimeoutMs = 15_000

export interface Picture {
  contentType: string
  data: Uint8Array
}

/** A picture could not be had; the message says why. */
export class PictureError extends Error {}

/** Reads a picture from a `data:` URL, or from http(s) within 15 s. Throws PictureError. */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<Picture> {
  try {
    const limits = AbortSignal.any([signal, AbortSignal.timeout(fetchTimeoutMs)])
    const response = await fetch(url, { signal: limits })
    if (!response.ok) throw new PictureError(`${shorten(url)} answered ${response.status}`)
    const contentType = response.headers.get('content-type')?.split(';', 1)[0] ?? ''
    return {
      contentType: contentType || 'application/octet-stream',
      data: await readBounded(response),
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof PictureError) throw error
    throw new PictureError(`${shorten(url)} could not be fetched`, { cause: error })
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > maxPictureBytes)
      throw new PictureError(`a picture is larger than ${maxPictureBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function keepPicture(
  { store }: Context,
  message: Message,
  { contentType, data }: Picture,
): void {
  const createdAt = new Date().toISOString()
  const media = {
    sid: makeSid('ME'),
    messageSid: message.sid,
    contentType,
    bytes: data.length,
    createdAt,
  }
  store.putMedia(media, data)
}

function shorten(url: string): string {
  return url.length > 100 ? `${url.slice(0, 100)}…` : url
}

import { SwitchboardError, uploadedSchema, type Media } from '@switchboard/protocol'
import { errorOf } from '../state/session.ts'

/** Brings a picture to the switchboard; every failure is a SwitchboardError. */
export type Upload = (file: Blob, signal: AbortSignal) => Promise<Media>

/** 5 MB over a slow line take this long; after it the connection is taken for lost. */
const TIMEOUT_MS = 120_000

export const uploadPicture: Upload = async (file, signal) => {
  const response = await post(file, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]))
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw errorOf(response.status, answer)
  const checked = uploadedSchema['~standard'].validate(answer)
  if (checked instanceof Promise || checked.issues)
    throw new SwitchboardError(
      'INTERNAL',
      'The server answered with something else than a picture.',
    )
  return checked.value.media
}

async function post(body: Blob, signal: AbortSignal): Promise<Response> {
  try {
    const headers = { 'content-type': body.type || 'application/octet-stream' }
    return await fetch('/media', { method: 'POST', headers, body, signal })
  } catch (cause) {
    throw new SwitchboardError('UNAVAILABLE', 'The server could not be reached.', { cause })
  }
}

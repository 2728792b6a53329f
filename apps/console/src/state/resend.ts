import { SwitchboardError, type Media, type Message } from '@switchboard/protocol'
import type { Upload } from '../media/upload.ts'

const COPY_MS = 30_000

/** The id of what is sent in place of a reply: the same for everybody who decides so, so that it goes once. */
export function resendId({ conversation, position, seq }: Message): string {
  return `again-${conversation.replaceAll(/\D/g, '').slice(0, 20)}-${position}-${seq}`
}

/** The pictures of a reply as new ones, since each belongs to one message; rejects with a SwitchboardError. */
export function copyPictures(media: readonly Media[], upload: Upload): Promise<Media[]> {
  return Promise.all(media.map((one) => copyPicture(one, upload)))
}

async function copyPicture({ id }: Media, upload: Upload): Promise<Media> {
  const signal = AbortSignal.timeout(COPY_MS)
  const answer = await fetch(`/media/${id}`, { signal }).catch(() => null)
  if (!answer?.ok)
    throw new SwitchboardError('UNAVAILABLE', 'Its picture could not be read. Please try again.')
  return upload(await answer.blob(), signal)
}

import { countSegments } from '@switchboard/protocol'
import type { Context } from '../context.ts'
import { makeSid } from '../sids.ts'
import type { Message } from '../store/model.ts'

type Given = Pick<Message, 'direction' | 'from' | 'to' | 'body' | 'status'> & Partial<Message>

/** A message as it begins; the sid begins with MM when it has pictures. Not stored yet. */
export function makeMessage({ store }: Context, given: Given): Message {
  const now = new Date().toISOString()
  const numMedia = given.numMedia ?? given.mediaUrls?.length ?? 0
  return {
    sid: makeSid(numMedia > 0 ? 'MM' : 'SM'),
    order: store.nextOrder(),
    segments: numMedia > 0 ? 1 : Math.max(1, countSegments(given.body).segments),
    messagingServiceSid: null,
    errorCode: null,
    errorMessage: null,
    createdAt: now,
    updatedAt: now,
    sentAt: null,
    sendAt: null,
    statusCallback: null,
    mediaUrls: [],
    automatic: false,
    webhook: null,
    ...given,
    numMedia,
  }
}

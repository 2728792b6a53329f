import * as v from 'valibot'
import { MAX_PICTURES } from './media.ts'
import { MAX_BODY_LENGTH } from './segments.ts'

export const clientMessageIdSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'An id is 1–64 of A–Z, a–z, 0–9, _ and -.'),
)

/** Ids of pictures the asker uploaded with `POST /media`. */
const uploadsSchema = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(64))),
  v.maxLength(MAX_PICTURES, `A message has at most ${MAX_PICTURES} pictures.`),
)

/** What is sent to a Customer. */
export const replyTextEntries = {
  body: v.pipe(
    v.string(),
    v.maxLength(MAX_BODY_LENGTH, `A message has at most ${MAX_BODY_LENGTH} characters.`),
  ),
  /** With pictures the body may be empty. */
  media: v.optional(uploadsSchema),
}

/** Whether there is anything to send. */
export function hasContent({
  body,
  media = [],
}: {
  body: string
  media?: string[] | undefined
}): boolean {
  return body.trim() !== '' || media.length > 0
}
export const NO_CONTENT = 'A message needs some text.'

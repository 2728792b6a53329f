import * as v from 'valibot'
import { mediaSchema } from './entry.ts'

/** What one message may carry, for all its pictures together (twilio.com/docs/messaging/guides/accepted-mime-types). */
export const MAX_PICTURES = 10
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024

/** What an Agent may send; each of them is shown on every phone. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/gif'] as const

/** A browser holds four bytes of each while it shows a picture, however few the file has: a customer could end every tab. */
export const MAX_SHOWN_PIXELS = 50_000_000

/** Shown in place; any other type is only ever saved to a file. */
export const shownTypes: readonly string[] = [...pictureTypes, 'image/webp']

/** Answer of `POST /media`: a picture that a reply of the same person may name within a day. */
export const uploadedSchema = v.object({ media: mediaSchema })

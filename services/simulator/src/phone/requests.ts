import * as v from 'valibot'
import { badRequest } from './phone-error.ts'
import { faultKinds } from '../faults.ts'
import type { FaultKind } from '../faults.ts'

const kinds = Object.keys(faultKinds) as FaultKind[]
const sender = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[^\s\p{Cc}](?:[^\p{Cc}]{0,18}[^\s\p{Cc}])?$/u),
)

export const phoneRequestSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
  number: v.optional(sender),
})

export const textRequestSchema = v.object({
  from: sender,
  to: v.optional(v.string()),
  body: v.optional(
    v.pipe(
      v.string(),
      v.check((body) => Array.from(body).length <= 1600, 'A text has at most 1,600 characters.'),
    ),
    '',
  ),
  mediaUrls: v.optional(
    v.pipe(v.array(v.pipe(v.string(), v.regex(/^(?:data:|https?:\/\/)/i))), v.maxLength(10)),
    [],
  ),
})

export const faultRequestSchema = v.object({
  kind: v.picklist(kinds),
  count: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)))),
  scope: v.optional(v.picklist(['send', 'rest'])),
  ms: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000))),
  errorCode: v.optional(v.pipe(v.number(), v.integer(), v.minValue(10_000), v.maxValue(99_999))),
  number: v.optional(v.string()),
})

/** The typed request, or BAD_REQUEST with the first thing that is wrong. */
export function parseRequest<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body)
  if (result.success) return result.output
  const [issue] = result.issues
  throw badRequest(`${v.getDotPath(issue) ?? 'The request'}: ${issue.message}`)
}

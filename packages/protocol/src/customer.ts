import * as v from 'valibot'
import { isSeen, turnsNothing } from './visible-name.ts'

/** How many fields of one's own a Customer may have. */
export const MAX_FIELDS = 20

const name = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(64, 'A name has at most 64 characters.'),
  v.regex(/^[^\p{Cc}]*$/u, 'A name has no control characters.'),
)

/** Something people note about a Customer: a membership number, an address. */
export const customerFieldSchema = v.object({
  name: v.pipe(name, v.minLength(1, 'Please give the field a name.')),
  value: v.pipe(v.string(), v.trim(), v.maxLength(500, 'There is room for 500 characters.')),
})

export const customerFieldsSchema = v.pipe(
  v.array(customerFieldSchema),
  v.maxLength(MAX_FIELDS, `There is room for ${MAX_FIELDS} fields.`),
  v.check(
    (fields) => new Set(fields.map((each) => each.name.toLowerCase())).size === fields.length,
    'Two fields have the same name.',
  ),
)

/** A name in the IANA time zone database that this program knows. */
export const timeZoneSchema = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check(isTimeZone, 'This is no time zone, such as Europe/Paris.'),
)

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Null or nothing but blanks takes the name away. */
export const customerNameSchema = v.pipe(
  v.nullable(name),
  v.transform((text) => (text === '' ? null : text)),
)

/** What a Line is called from now on. */
export const lineNameSchema = v.pipe(
  customerNameSchema,
  v.nullable(v.pipe(v.string(), isSeen, turnsNothing)),
)

export type CustomerField = v.InferOutput<typeof customerFieldSchema>

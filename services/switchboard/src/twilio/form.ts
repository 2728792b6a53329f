import { parse } from 'node:querystring'

/** Webhook parameters, flat as the carrier signs them; a name that comes twice keeps both values. */
export type FormParams = Record<string, string | string[]>

/**
 * Parses a form without nesting: `a[b]` is a name like any other (qs would break the signature).
 * Linear in its length, however often a name comes: nobody has checked the signature yet.
 */
export function parseForm(body: string): FormParams {
  return parse(body, '&', '=', { maxKeys: 0 }) as FormParams
}

/** The value of a parameter; the first one where it came twice, undefined where it is empty. */
export function param(params: FormParams, name: string): string | undefined {
  const value = params[name]
  return (Array.isArray(value) ? value[0] : value) || undefined
}

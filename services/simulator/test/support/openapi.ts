import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'

type Schema = Record<string, unknown>

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}

interface Description {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const rfc2822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/

const formats: Record<string, RegExp | ((text: string) => boolean) | true> = {
  'date-time-rfc-2822': rfc2822,
  'http-method': /^(GET|POST)$/,
  'phone-number': /^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{2,15})$/,
  'phone-number-capabilities': true,
  'uri-map': true,
  // Twilio calls relative addresses and empty ones "uri" too.
  uri: (text) => text === '' || URL.canParse(text, 'https://api.twilio.com'),
  currency: /^[A-Z]{3}$/,
}

/** Twilio's own description of its API, as a judge of answers. */
export class OpenApi {
  readonly #description: Description
  readonly #ajv = new Ajv({ strict: false, allErrors: true, formats })
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(file: string) {
    this.#description = toJsonSchema(JSON.parse(readFileSync(file, 'utf8'))) as Description
    this.#ajv.addSchema(this.#description, 'twilio')
  }

  /** What is wrong with an answer; empty when nothing is. Properties nobody described are wrong too. */
  problems(method: string, path: string, status: number, body: unknown): string[] {
    const template = Object.keys(this.#description.paths).find((each) => matches(each, path))
    const answers =
      template === undefined ? undefined : this.#description.paths[template]?.[method]?.responses
    const answer = answers?.[String(status)]
    if (template === undefined || !answer) return [`${method} ${path} ${status} is not described`]
    if (!answer.content) return body ? ['there should be no body'] : []
    const validate = this.#validator(template, method, status)
    validate(body)
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
  }

  #validator(template: string, method: string, status: number): ValidateFunction {
    const parts = [
      'paths',
      template,
      method,
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    ]
    const pointer = `twilio#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    const known = this.#validators.get(pointer)
    if (known) return known
    const made = this.#ajv.compile({ $ref: pointer })
    this.#validators.set(pointer, made)
    return made
  }
}

/** `{Sid}` is one segment, and none ends in `.json` unless the template does. */
function matches(template: string, path: string): boolean {
  const pattern = template
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.]/g, '\\.'))
    .join('[^/.]+')
  return new RegExp(`^${pattern}$`).test(path)
}

/** OpenAPI 3.0's `nullable` to JSON Schema, and objects closed, so that an unknown property is found. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, examples: _examples, example: _example, ...rest } = value as Schema
  const mapped: Schema = Object.fromEntries(
    Object.entries(rest).map(([key, each]) => [key, toJsonSchema(each)]),
  )
  const closed = rest['type'] === 'object' && typeof rest['properties'] === 'object'
  if (closed && rest['additionalProperties'] === undefined) mapped['additionalProperties'] = false
  if (nullable !== true) return mapped
  if (Array.isArray(mapped['enum'])) mapped['enum'] = [...(mapped['enum'] as unknown[]), null]
  return typeof mapped['type'] === 'string' ? { ...mapped, type: [mapped['type'], 'null'] } : mapped
}

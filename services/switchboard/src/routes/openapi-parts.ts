import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'

/** Checks without a JSON schema are left out; what OpenAPI 3.1 says of dialects stands for all of them. */
export function schema(of: GenericSchema, typeMode: 'input' | 'output' = 'output'): object {
  const { $schema: _dialect, ...rest } = toJsonSchema(of, { errorMode: 'ignore', typeMode })
  return rest
}

export const numberInPath = {
  name: 'number',
  in: 'path',
  required: true,
  description: "The Customer's number; its + may be written as %2B.",
  schema: { type: 'string' },
}

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const json = (of: object) => ({ content: { 'application/json': { schema: of } } })
export const answer = (description: string, of: object) => ({ description, ...json(of) })
export const failure = (description: string) => answer(description, ref('Error'))

export const query = (name: string, of: object, description?: string) => ({
  name,
  in: 'query',
  schema: of,
  ...(description && { description }),
})

export const common = { '401': failure('The bearer token is missing or wrong.') }

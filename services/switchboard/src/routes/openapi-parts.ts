import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'

// Recursive and custom parts (the status words) have no JSON schema and are left open.
export const schema = (of: GenericSchema, typeMode: 'input' | 'output' = 'output') =>
  toJsonSchema(of, { errorMode: 'ignore', typeMode })

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

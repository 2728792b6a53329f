import { adminPaths, adminSchemas } from './openapi-admin.ts'
import {
  conversationSchema,
  conversationStatuses,
  entrySchema,
  errorStatus,
  sendMessageSchema,
} from '@switchboard/protocol'
import { answer, common, failure, json, numberInPath, query, ref, schema } from './openapi-parts.ts'
import { workPaths, workSchemas } from './openapi-work.ts'

const page = (name: string, items: object) => ({
  type: 'object',
  required: [name, 'next', 'asOf'],
  properties: {
    [name]: { type: 'array', items },
    next: { type: ['string', 'null'] },
    asOf: { type: 'integer', description: 'The seq the page was read at.' },
  },
})

const integer = { type: 'integer', minimum: 0 }
const limit = query(
  'limit',
  { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  'Larger is clamped.',
)

/** OpenAPI 3.1 of the REST API; `url` is where it is served. */
export function openApi(url: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Switchboard',
      version: '1',
      description: 'Conversations by SMS, and texts to send.',
    },
    servers: [{ url: `${url}/api/v1` }],
    security: [{ bearer: [] }],
    paths: {
      '/conversations': { get: listConversations },
      '/conversations/{number}/entries': { get: listEntries },
      ...workPaths,
      '/messages': { post: sendMessage },
      '/openapi.json': {
        get: { summary: 'This description', responses: { '200': { description: 'OpenAPI 3.1' } } },
      },
      ...adminPaths,
    },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Conversation: schema(conversationSchema),
        Entry: schema(entrySchema),
        Error: errorSchema,
        ...workSchemas,
        ...adminSchemas,
      },
    },
  }
}

const listConversations = {
  summary: 'Conversations, newest activity first',
  parameters: [
    query('status', { enum: conversationStatuses }),
    query('assignee', { type: 'string' }, "An Agent's id, or - for those nobody holds."),
    query(
      'q',
      { type: 'string' },
      "A part of the Customer's number, or the beginning of a word of their name.",
    ),
    limit,
    query('page', { type: 'string' }, '`next` of the page before.'),
  ],
  responses: { '200': answer('A page', page('conversations', ref('Conversation'))), ...common },
}

const listEntries = {
  summary: 'Entries of one history, newest first',
  parameters: [
    numberInPath,
    query('before', integer, 'Positions below this one.'),
    query('after', integer, 'Positions above this one.'),
    query('around', integer, 'The page with this position in its middle.'),
    limit,
  ],
  responses: {
    '200': answer('A page', page('entries', ref('Entry'))),
    '404': failure('No history with this number.'),
    ...common,
  },
}

const sendMessage = {
  summary: 'Sends a text; the same clientMessageId again returns the same entry',
  description:
    'Up to ten `mediaUrls`, http or https, are given to the carrier as they are, which fetches them itself; the ' +
    'entry shows each as `media` with an id and no size. `line` is the one last written to unless named. The ' +
    'entry tells how it goes: its `status` is `pending` here and moves on as the carrier tells.',
  requestBody: { required: true, ...json(schema(sendMessageSchema, 'input')) },
  responses: {
    '202': answer('Stored and on its way', {
      type: 'object',
      required: ['entry'],
      properties: { entry: ref('Entry') },
    }),
    '400': failure('Something in the body is wrong.'),
    '409': failure('MESSAGE_ID_REUSED, OPTED_OUT or NOT_ANSWERABLE.'),
    ...common,
  },
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { enum: Object.keys(errorStatus) },
        message: { type: 'string' },
        data: { type: 'object' },
      },
    },
  },
}

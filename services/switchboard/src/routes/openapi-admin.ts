import { discardedSchema, jobSchema, quarantineSchema, systemSchema } from '@switchboard/protocol'
import { answer, common, failure, query, ref, schema } from './openapi-parts.ts'

export const adminSchemas = {
  System: schema(systemSchema),
  Quarantine: schema(quarantineSchema),
  Discarded: schema(discardedSchema),
  Job: schema(jobSchema),
}

const object = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
})
const jobOrNull = object({ job: { anyOf: [ref('Job'), { type: 'null' }] } })
const busy = { '429': failure('Another long task is under way.') }
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
const notThere = { '404': failure('Nothing in quarantine with this id.') }

const abort = (task: string) => ({
  summary: `Ends the ${task} under way; answers when it is over`,
  responses: { '200': answer('The task, if the last one was of this kind', jobOrNull), ...common },
})

const upload = (what: string, from: string) => ({
  post: {
    summary: `Makes the history anew from ${from}, verifies it as a whole, and restarts with it`,
    parameters: [
      query('replace', { type: 'string', enum: ['yes'] }, 'Gives up the history that is here.'),
    ],
    requestBody: { required: true, content: { 'application/x-ndjson': {} } },
    responses: {
      '202': answer('All of it has come in; the task tells what comes of it', jobOrNull),
      '400': failure('It is not whole, or there is a history and `replace=yes` is missing.'),
      '413': failure('It is larger than ADMIN_UPLOAD_MIB allows.'),
      '415': failure('Not application/x-ndjson, or compressed.'),
      ...busy,
      ...common,
    },
  },
  get: {
    summary: `How far the ${what} is, also after the restart`,
    responses: { '200': answer('The task', jobOrNull), ...common },
  },
  delete: abort(what),
})

/** Paths for whoever looks after the system. */
export const adminPaths = {
  '/admin/system': {
    get: {
      summary: 'Refused webhooks, quarantine, store, backfill and the last long task',
      responses: { '200': answer('The system', ref('System')), ...common },
    },
  },
  '/admin/quarantine': {
    get: {
      summary: 'Signed webhooks that could not be read, oldest first',
      responses: { '200': answer('The quarantine', ref('Quarantine')), ...common },
    },
  },
  '/admin/quarantine/{id}/replay': {
    post: {
      summary: 'Reads one again as if it had just come',
      parameters: [id],
      responses: {
        '200': answer(
          'What became of it; `unreadable` stays in quarantine, with `problem`',
          object({ outcome: { type: 'string' } }),
        ),
        ...notThere,
        ...common,
      },
    },
  },
  '/admin/quarantine/{id}': {
    delete: {
      summary: 'Gives one up; its contents go, the note stays',
      parameters: [
        id,
        { ...query('note', { type: 'string', maxLength: 500 }, 'Why.'), required: true },
        query('by', { type: 'string' }, 'Who; default `the API`.'),
      ],
      responses: {
        '200': answer('What is remembered of it', object({ discarded: ref('Discarded') })),
        '400': failure('The note is missing.'),
        ...notThere,
        ...common,
      },
    },
  },
  '/admin/verify': {
    post: {
      summary: 'Starts to look for everything that is wrong with what is stored',
      responses: { '202': answer('Begun, or under way', jobOrNull), ...busy, ...common },
    },
    get: {
      summary: 'How far it is, or what it found',
      responses: { '200': answer('The task', jobOrNull), ...common },
    },
    delete: abort('check'),
  },
  '/admin/backfill': {
    post: {
      summary: 'Starts to ask Twilio for messages that are missing here',
      parameters: [query('since', { type: 'string', format: 'date-time' }, 'From this time on.')],
      responses: { '202': answer('Begun, or under way', jobOrNull), ...busy, ...common },
    },
    get: {
      summary: 'How far it is, and what the regular ones found',
      responses: { '200': answer('The task and the state', jobOrNull), ...common },
    },
    delete: abort('backfill'),
  },
  '/admin/export': {
    get: {
      summary: 'Everything, as JSON lines; a connection that breaks off means it is not whole',
      responses: {
        '200': { description: 'JSON lines', content: { 'application/x-ndjson': {} } },
        ...busy,
        ...common,
      },
    },
  },
  '/admin/backup': {
    get: {
      summary: 'A whole copy, as JSON lines; a connection that breaks off means it is not whole',
      responses: {
        '200': { description: 'JSON lines', content: { 'application/x-ndjson': {} } },
        ...busy,
        ...common,
      },
    },
  },
  '/admin/restore': upload('restore', 'a backup'),
  '/admin/import': upload('import', 'an export'),
}

import {
  agentAtWorkSchema,
  labelSchema,
  teamSchema,
  updateConversationSchema,
} from '@switchboard/protocol'
import { answer, common, failure, json, numberInPath, ref, schema } from './openapi-parts.ts'

export const workSchemas = {
  Agent: schema(agentAtWorkSchema),
  Team: schema(teamSchema),
  Label: schema(labelSchema),
}

const asOf = { type: 'integer', description: 'The seq it was read at.' }
const read = (name: string, of: object) => ({
  type: 'object',
  required: [name, 'asOf'],
  properties: { [name]: of, asOf },
})
const list = (name: string, of: string) => read(name, { type: 'array', items: ref(of) })
const conversation = read('conversation', ref('Conversation'))
const unknown = { '404': failure('NOT_FOUND: no Conversation with this number.') }

/** Paths to see and change who works on what. */
export const workPaths = {
  '/conversations/{number}': {
    get: {
      summary: 'One Conversation',
      parameters: [numberInPath],
      responses: { '200': answer('As it is', conversation), ...unknown, ...common },
    },
    patch: {
      summary: 'Changes status, holder, team, labels or priority: all that is named, or nothing',
      description:
        'What is not named stays, and what is so already changes nothing, so it may be repeated. Status `open` ' +
        're-opens or wakes, `resolved` ends the assignment, `snoozed` puts aside until `snoozedUntil` or, without ' +
        'it, until the Customer writes. Each change is an event in the thread, by the API; a priority set here ' +
        'ends when it is resolved. With `assignmentVersion` nothing is changed when somebody was quicker.',
      parameters: [numberInPath],
      requestBody: { required: true, ...json(schema(updateConversationSchema, 'input')) },
      responses: {
        '200': answer('As it is now', conversation),
        '400': failure('BAD_REQUEST: the body names what is wrong, or a time that is over.'),
        '404': failure('NOT_FOUND (the Conversation, or a label), UNKNOWN_AGENT or UNKNOWN_TEAM.'),
        '409': failure(
          'STALE_ASSIGNMENT (`data.conversation`), AGENT_FULL (`data.load`) or TEAM_DISABLED.',
        ),
        ...common,
      },
    },
  },
  '/agents': {
    get: {
      summary: 'Everybody who answers, with presence, capacity and load',
      responses: { '200': answer('Agents', list('agents', 'Agent')), ...common },
    },
  },
  '/teams': {
    get: {
      summary: 'Teams and their members',
      responses: { '200': answer('Teams', list('teams', 'Team')), ...common },
    },
  },
  '/labels': {
    get: {
      summary: 'What Conversations may be marked with',
      responses: { '200': answer('Labels', list('labels', 'Label')), ...common },
    },
  },
}

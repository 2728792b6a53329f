import {
  updateConversationSchema,
  viewKey,
  type AgentAtWork,
  type UpdateConversation,
} from '@switchboard/protocol'
import { sendJson } from '@switchboard/service'
import { requireConversation } from '../conversations/require-conversation.ts'
import { updateConversation } from '../conversations/update-conversation.ts'
import { defaultSettings, readChosenSettings, readLabels, readTeams } from '../people/shared.ts'
import { parse, readJson, type ApiRoute } from './api.ts'

/** `GET /api/v1/conversations/{number}`. */
const getConversation: ApiRoute = async ({ store }, request, response) => {
  // Read before, so that no change after it is missed.
  const { seq: asOf } = store
  const conversation = await requireConversation(store, request.params?.['number'] ?? '')
  sendJson(response, 200, { conversation, asOf })
}

/** `PATCH /api/v1/conversations/{number}`: all that is named, or a refusal and nothing. */
const patchConversation: ApiRoute = async ({ store, config }, request, response) => {
  const number = request.params?.['number'] ?? ''
  const change: UpdateConversation = parse(updateConversationSchema, await readJson(request))
  const { seq: asOf } = await store.transact((transaction) =>
    updateConversation(transaction, number, change, config.defaultCapacity),
  )
  sendJson(response, 200, { conversation: await requireConversation(store, number), asOf })
}

/** `GET /api/v1/agents`. */
const getAgents: ApiRoute = async ({ store, config, presence }, _request, response) => {
  const { agents: all, asOf } = await store.agents()
  const { counts } = await store.counts()
  const { defaultCapacity } = { ...defaultSettings(config), ...(await readChosenSettings(store)) }
  const agents: AgentAtWork[] = all.map((agent) => ({
    ...agent,
    capacity: agent.capacity ?? defaultCapacity,
    presence: presence.of(agent.id),
    load: counts[viewKey('open', agent.id)] ?? 0,
  }))
  sendJson(response, 200, { agents, asOf })
}

/** `GET /api/v1/teams`. */
const getTeams: ApiRoute = async ({ store }, _request, response) => {
  const { seq: asOf } = store
  sendJson(response, 200, { teams: await readTeams(store), asOf })
}

/** `GET /api/v1/labels`. */
const getLabels: ApiRoute = async ({ store }, _request, response) => {
  const { seq: asOf } = store
  sendJson(response, 200, { labels: await readLabels(store), asOf })
}

/** What a program may see and change of who works on what. */
export const workRoutes = [
  { method: 'get', path: '/conversations/:number', handler: getConversation },
  { method: 'patch', path: '/conversations/:number', handler: patchConversation },
  { method: 'get', path: '/agents', handler: getAgents },
  { method: 'get', path: '/teams', handler: getTeams },
  { method: 'get', path: '/labels', handler: getLabels },
] as const

import type { IncomingMessage, ServerResponse } from 'node:http'
import * as v from 'valibot'
import {
  conversationsQuerySchema,
  entriesQuerySchema,
  isE164,
  sendMessageSchema,
  SwitchboardError,
  tidyNumber,
} from '@switchboard/protocol'
import { sendJson, isBearer } from '@switchboard/service'
import type { AppContext } from '../context.ts'
import { sendReply } from '../conversations/send-reply.ts'
import { readBody } from '../read-body.ts'
import { badArguments } from '../stream/operations.ts'
import { openApi } from './openapi.ts'

export type ApiRoute = (
  context: AppContext,
  request: IncomingMessage & { params?: Record<string, string> },
  response: ServerResponse,
) => Promise<void>

/** Lets a request in that carries the token. Without a configured one there is no API at all. */
export function authorised(route: ApiRoute): ApiRoute {
  return async (context, request, response) => {
    const token = context.config.apiToken?.reveal()
    if (token === undefined)
      throw new SwitchboardError('NOT_FOUND', 'The API is off: set API_TOKEN to switch it on.')
    if (!isBearer(request.headers.authorization, token))
      throw new SwitchboardError('UNAUTHENTICATED', 'The bearer token is missing or wrong.')
    await route(context, request, response)
  }
}

/** `GET /api/v1/conversations`. */
export const getConversations: ApiRoute = async ({ store }, request, response) => {
  const { assignee, status, q, limit, page } = parse(conversationsQuerySchema, queryOf(request))
  const found = await store.conversations({
    limit,
    ...(status && { status }),
    ...(assignee !== undefined && { assignee: assignee === '-' ? null : assignee }),
    ...(q && { q }),
    ...(page && { page }),
  })
  sendJson(response, 200, found)
}

/** `GET /api/v1/conversations/{number}/entries`. */
export const getEntries: ApiRoute = async ({ store }, request, response) => {
  const { before, after, around, limit } = parse(entriesQuerySchema, queryOf(request))
  const { entries, next, asOf } = await store.entries(request.params?.['number'] ?? '', {
    limit,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(around !== undefined && { around }),
  })
  sendJson(response, 200, { entries, next, asOf })
}

/** `POST /api/v1/messages`. 202: the text is safe here and on its way; its entry tells how it goes. */
export const postMessage: ApiRoute = async ({ store, config }, request, response) => {
  const { to, line, mediaUrls = [], ...rest } = parse(sendMessageSchema, await readJson(request))
  const number = tidyNumber(to)
  if (!isE164(number))
    throw new SwitchboardError(
      'BAD_REQUEST',
      `to: "${to}" is not a number in full, such as +14155550100.`,
    )
  const reply = { ...rest, number, line, mediaUrls, agent: undefined, lastSeen: undefined }
  const { value } = await store.transact((transaction) =>
    sendReply(transaction, reply, config.twilio.defaultLine),
  )
  sendJson(response, 202, { entry: value })
}

/** `GET /api/v1/openapi.json`. */
export const getOpenApi: ApiRoute = async ({ config }, _request, response) => {
  sendJson(response, 200, openApi(config.url))
}

/** The query's parameters; an empty one, as in `?status=&q=415`, is one that was not given. */
export function queryOf(request: IncomingMessage): Record<string, string> {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  return Object.fromEntries([...searchParams].filter(([, value]) => value !== ''))
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, 'application/json')
  try {
    return JSON.parse(body.toString())
  } catch (cause) {
    throw new SwitchboardError('BAD_REQUEST', 'The body is not JSON.', { cause })
  }
}

export function parse<T extends v.GenericSchema>(schema: T, input: unknown): v.InferOutput<T> {
  const parsed = v.safeParse(schema, input)
  if (parsed.success) return parsed.output
  throw badArguments(parsed.issues)
}

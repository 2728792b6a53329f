import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as v from 'valibot'
import { remarkSchema, timestampSchema, type JobKind } from '@switchboard/protocol'
import { sendJson } from '@switchboard/service'
import type { AppContext } from '../context.ts'
import { describeSystem } from '../admin/system.ts'
import { copyStore, startBackfill, startBackup, startVerify } from '../admin/tasks.ts'
import { postHistory } from './admin-uploads.ts'
import { authorised, parse, queryOf, type ApiRoute } from './api.ts'

export interface AdminRoute {
  method: 'get' | 'post' | 'del'
  /** Below `/api/v1/admin`, or at the root of the local socket. */
  path: string
  handler: ApiRoute
}

const getQuarantine: ApiRoute = async ({ intake }, _request, response) => {
  sendJson(response, 200, await intake.list())
}

/** 200 also when it still cannot be read: it then says why, and nothing was lost. */
const replay: ApiRoute = async ({ intake }, request, response) => {
  const applied = await intake.replay(request.params?.['id'] ?? '')
  const answer = 'problem' in applied ? { outcome: 'unreadable', ...applied } : applied
  sendJson(response, 200, answer)
}

const discardQuery = v.object({ note: remarkSchema, by: v.optional(v.string(), 'the API') })

const discard: ApiRoute = async ({ intake }, request, response) => {
  const why = parse(discardQuery, queryOf(request))
  const discarded = await intake.discard(request.params?.['id'] ?? '', why)
  sendJson(response, 200, { discarded })
}

const backfillQuery = v.object({ since: v.optional(timestampSchema) })
const backupQuery = v.object({ folder: v.pipe(v.string(), v.minLength(1)) })

const postBackfill: ApiRoute = async (context, request, response) => {
  const { since } = parse(backfillQuery, queryOf(request))
  sendJson(response, 202, { job: startBackfill(context, since) })
}

const getBackfill: ApiRoute = async ({ jobs, backfill }, _request, response) => {
  sendJson(response, 200, { job: jobs.lastOf('backfill'), state: backfill.state })
}

const postVerify: ApiRoute = async (context, _request, response) => {
  sendJson(response, 202, { job: startVerify(context) })
}

const postBackup: ApiRoute = async (context, request, response) => {
  const { folder } = parse(backupQuery, queryOf(request))
  sendJson(response, 202, { job: startBackup(context, folder) })
}

const getJob = (kind: JobKind): ApiRoute => {
  return async ({ jobs }, _request, response) => {
    sendJson(response, 200, { job: jobs.lastOf(kind) })
  }
}

const abortJob = (kind: JobKind): ApiRoute => {
  return async ({ jobs }, _request, response) => {
    sendJson(response, 200, { job: await jobs.abort(kind) })
  }
}

/** All as JSON lines; a connection that breaks off before the end means it is not whole. */
const getCopy = (kind: 'export' | 'backup'): ApiRoute => {
  return async (context, _request, response) => {
    const lines = copyStore(context, kind)
    const first = await lines.next()
    response.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
    })
    try {
      await pipeline(Readable.from(joined(first, lines)), response)
    } catch {
      // Why is told by the task; the reader sees that the answer broke off.
      response.destroy()
    } finally {
      await lines.return()
    }
  }
}

async function* joined(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void>,
): AsyncGenerator<string, void> {
  if (first.done) return
  yield first.value
  yield* rest
}

const getSystem: ApiRoute = async (context: AppContext, _request, response) => {
  sendJson(response, 200, await describeSystem(context))
}

export const adminRoutes: readonly AdminRoute[] = [
  { method: 'get', path: '/system', handler: getSystem },
  { method: 'get', path: '/quarantine', handler: getQuarantine },
  { method: 'post', path: '/quarantine/:id/replay', handler: replay },
  { method: 'del', path: '/quarantine/:id', handler: discard },
  { method: 'post', path: '/verify', handler: postVerify },
  { method: 'get', path: '/verify', handler: getJob('verify') },
  { method: 'del', path: '/verify', handler: abortJob('verify') },
  { method: 'post', path: '/backfill', handler: postBackfill },
  { method: 'get', path: '/backfill', handler: getBackfill },
  { method: 'del', path: '/backfill', handler: abortJob('backfill') },
  { method: 'get', path: '/export', handler: getCopy('export') },
]

/**
 * Only over the network, bearer token and all: whoever is on the machine restores and imports where
 * nothing runs. The uploads check the token themselves, before anything of the body is read.
 */
export const remoteRoutes: readonly AdminRoute[] = [
  { method: 'get', path: '/backup', handler: authorised(getCopy('backup')) },
  { method: 'post', path: '/restore', handler: postHistory('restore') },
  { method: 'get', path: '/restore', handler: authorised(getJob('restore')) },
  { method: 'del', path: '/restore', handler: authorised(abortJob('restore')) },
  { method: 'post', path: '/import', handler: postHistory('import') },
  { method: 'get', path: '/import', handler: authorised(getJob('import')) },
  { method: 'del', path: '/import', handler: authorised(abortJob('import')) },
]

/** Only for whoever is on the switchboard's own machine: they write to its disk. */
export const localRoutes: readonly AdminRoute[] = [
  { method: 'post', path: '/backup', handler: postBackup },
  { method: 'get', path: '/backup', handler: getJob('backup') },
  { method: 'del', path: '/backup', handler: abortJob('backup') },
]

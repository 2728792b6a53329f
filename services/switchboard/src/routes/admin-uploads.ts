import type { IncomingMessage } from 'node:http'
import { SwitchboardError } from '@switchboard/protocol'
import { sendJson } from '@switchboard/service'
import type { AppContext } from '../context.ts'
import { receiveHistory } from '../incoming/receive-history.ts'
import { drop } from '../read-body.ts'
import { authorised, queryOf, type ApiRoute } from './api.ts'

/**
 * `POST /admin/restore` with what `GET /admin/backup` gave, `POST /admin/import` with an export. 202 with
 * the task when all has come in; when it is done the process starts again with it.
 */
export function postHistory(kind: 'restore' | 'import'): ApiRoute {
  const route = authorised(async (context, request, response) => {
    refuseHeaders(context, request)
    await refuseToReplace(context, request)
    sendJson(response, 202, { job: await receiveHistory(context, kind, request) })
  })
  return async (context, request, response) => {
    try {
      // Its rest, if any, is for nobody: the next request needs a connection of its own.
      response.setHeader('connection', 'close')
      await route(context, request, response)
    } catch (error) {
      await drop(request)
      throw error
    }
  }
}

function refuseHeaders({ config }: AppContext, { headers }: IncomingMessage): void {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-ndjson')
    throw new SwitchboardError('UNSUPPORTED_TYPE', 'The body must be application/x-ndjson.')
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw new SwitchboardError('UNSUPPORTED_TYPE', 'The body must not be compressed.')
  if (Number(headers['content-length'] ?? 0) > config.maxAdminUploadBytes)
    throw new SwitchboardError(
      'TOO_LARGE',
      `A history has at most ${config.maxAdminUploadBytes} bytes here: set ADMIN_UPLOAD_MIB higher.`,
    )
}

/** What is here is only given up by somebody who says so. */
async function refuseToReplace({ store }: AppContext, request: IncomingMessage): Promise<void> {
  if (queryOf(request)['replace'] === 'yes') return
  const [{ conversations }, { agents }] = await Promise.all([
    store.conversations({ limit: 1 }),
    store.agents(),
  ])
  if (conversations.length === 0 && agents.length === 0) return
  throw new SwitchboardError(
    'BAD_REQUEST',
    'There is a history here already: add ?replace=yes to put this one in its place.',
  )
}

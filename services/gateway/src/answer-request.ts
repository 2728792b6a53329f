import {
  gatewayOnly,
  isOperation,
  operations,
  SwitchboardError,
  type ErrorBody,
  type OperationArgs,
  type OperationName,
} from '@switchboard/protocol'
import { safeParse, type BaseIssue, type BaseSchema } from 'valibot'
import type { LiveFeed } from './live-feed.ts'
import type { Upstream } from './upstream.ts'

export interface RequestParts {
  op: string
  args: unknown
}

/** Carries a browser's request upstream; entries come back with their age and mood. */
export async function answerRequest(
  { op, args }: RequestParts,
  session: string,
  { upstream, feed }: { upstream: Upstream; feed: LiveFeed },
): Promise<unknown> {
  if (!isOperation(op) || gatewayOnly.has(op)) {
    throw new SwitchboardError('BAD_REQUEST', `There is no operation "${op.slice(0, 64)}".`)
  }
  const result = await upstream.ask(op, checkArgs(op, args), session)
  if (op !== 'entries') return result
  const page = result as Awaited<ReturnType<typeof upstream.ask<'entries'>>>
  return { ...page, entries: await feed.page(page.entries) }
}

/** The arguments as the operation takes them, or BAD_REQUEST with what is wrong. */
export function checkArgs<K extends OperationName>(op: K, args: unknown): OperationArgs<K> {
  const schema = operations[op].args as BaseSchema<unknown, OperationArgs<K>, BaseIssue<unknown>>
  const { success, output, issues } = safeParse(schema, args)
  if (success) return output
  throw new SwitchboardError('BAD_REQUEST', issues[0].message)
}

/** Any error as a client may see it: what we do not know tells nothing of our inside. */
export function toErrorBody(error: unknown): ErrorBody {
  if (!(error instanceof SwitchboardError)) {
    return { code: 'INTERNAL', message: 'Something went wrong on our side.' }
  }
  const { code, message, data } = error
  return { code, message, ...(data !== undefined && { data }) }
}

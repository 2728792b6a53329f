import type { IncomingMessage } from 'node:http'
import { SwitchboardError, type Problem } from '@switchboard/protocol'
import type { Counter } from '@switchboard/service'
import type { AppContext } from '../context.ts'
import { BodyError, readBody } from '../read-body.ts'
import { parseForm, type FormParams } from '../twilio/form.ts'
import { findSignatureProblem, findSignedUrl } from '../twilio/signature.ts'

/** The parameters of a form that Twilio signed. Whatever is refused is counted, logged and shown to admins. */
export async function readSignedForm(
  context: AppContext,
  request: IncomingMessage,
  counter: Counter<'outcome'>,
): Promise<{ params: FormParams }> {
  try {
    const body = await readBody(request, 'application/x-www-form-urlencoded')
    const params = parseForm(body.toString())
    checkSignature(context, request, params)
    return { params }
  } catch (error) {
    counter.inc({ outcome: 'rejected' })
    if (error instanceof SwitchboardError) tellOfRefusal(context, request, error)
    throw error
  }
}

/** The public message says nothing of what an admin is told. */
class BadSignatureError extends SwitchboardError {
  readonly problem: Problem
  readonly signedFor: string | null

  constructor(problem: Problem, signedFor: string | undefined) {
    super('BAD_SIGNATURE', 'The signature does not match.')
    this.problem = problem
    this.signedFor = signedFor ?? null
  }
}

function checkSignature(
  { config }: AppContext,
  request: IncomingMessage,
  params: FormParams,
): void {
  const tokens = config.twilio.authTokens
  const problem = findSignatureProblem(request, params, config.url, tokens)
  if (problem === undefined) return
  throw new BadSignatureError(problem, findSignedUrl(request, params, config.url, tokens))
}

function tellOfRefusal(
  { config, logger, rejections }: AppContext,
  request: IncomingMessage,
  error: SwitchboardError,
): void {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  const signature = error instanceof BadSignatureError ? error : undefined
  const found = error instanceof BodyError ? error.problem : signature?.problem
  logger.warn({ path, code: error.code, reason: found?.problem }, 'webhook rejected')
  rejections.add({
    path,
    reason: found?.problem ?? error.message,
    ...(found && { why: found.why }),
    address: addressOf(request),
    checkedUrl: signature ? config.url + (request.url ?? '/') : null,
    signedFor: signature?.signedFor ?? null,
  })
}

/** The front door puts the peer it saw last; what stands before it is anybody's claim. */
function addressOf({ headers, socket }: IncomingMessage): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim()
  return forwarded || (socket.remoteAddress ?? 'unknown')
}

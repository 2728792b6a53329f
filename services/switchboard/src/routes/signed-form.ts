import type { IncomingMessage } from 'node:http'
import { SwitchboardError } from '@switchboard/protocol'
import type { Counter } from '@switchboard/service'
import type { AppContext } from '../context.ts'
import { readBody } from '../read-body.ts'
import { parseForm, type FormParams } from '../twilio/form.ts'
import { checkSignature } from '../twilio/signature.ts'

/** The parameters of a form that Twilio signed. Whatever is refused is counted and logged. */
export async function readSignedForm(
  { config, logger }: AppContext,
  request: IncomingMessage,
  counter: Counter<'outcome'>,
): Promise<{ params: FormParams }> {
  try {
    const body = await readBody(request, 'application/x-www-form-urlencoded')
    const params = parseForm(body.toString())
    checkSignature(request, params, config.url, config.twilio.authTokens)
    return { params }
  } catch (error) {
    counter.inc({ outcome: 'rejected' })
    if (error instanceof SwitchboardError)
      logger.warn({ path: request.url?.split('?', 1)[0], code: error.code }, 'webhook rejected')
    throw error
  }
}

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Context } from '../context.ts'
import { CarrierError, notFound } from '../errors.ts'

/** Only `AccountSid:AuthToken` of our one account gets in; another account's path is not found. */
export function basicAuth({ config }: Context): RequestHandler {
  const accepted = config.authTokens.map((token) => digest(`${config.accountSid}:${token}`))
  return (req, res, next) => {
    const given = digest(credentialsOf(req))
    if (!accepted.some((each) => timingSafeEqual(each, given))) {
      res.setHeader('WWW-Authenticate', 'Basic realm="Twilio API"')
      throw new CarrierError(
        401,
        20003,
        'Authenticate',
        'Your AccountSid or AuthToken was incorrect.',
      )
    }
    if (req.params['account'] !== config.accountSid)
      throw notFound(req.originalUrl.split('?')[0] ?? '')
    next()
  }
}

function credentialsOf(req: Request): string {
  const [, encoded = ''] = /^basic +(\S+)$/i.exec(req.headers.authorization ?? '') ?? []
  return Buffer.from(encoded, 'base64').toString('utf8')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

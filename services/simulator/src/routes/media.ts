import { createHmac, timingSafeEqual } from 'node:crypto'
import { resolve } from 'node:path'
import { Router } from 'express'
import type { Request, RequestHandler, Response } from 'express'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import type { Media } from '../store/model.ts'
import { Form } from './form.ts'
import { findMessage } from './messages.ts'
import { cutPage } from './page.ts'
import { accountPath, toMediaJson } from './representations.ts'
import { answer } from './rest-faults.ts'

const linkLifeMs = 4 * 3_600_000

/** Media of a message: the list, what is known of one, its bytes by a redirect, and its removal. */
export function mediaRoutes(context: Context): Router {
  const router = Router({ mergeParams: true })
  router.get('/Messages/:sid/Media.json', async (req, res) => {
    const { sid } = findMessage(context, req)
    const path = `${accountPath(context)}/Messages/${sid}/Media.json`
    const { items, frame } = cutPage(context.store.media.ofMessage(sid), path, req.query)
    const list = items.map((media) => toMediaJson(context, media))
    await answer(context, req, res, 200, { ...frame, media_list: list })
  })
  router.get('/Messages/:sid/Media/:media.json', async (req, res) => {
    await answer(context, req, res, 200, toMediaJson(context, findMedia(context, req)))
  })
  router.delete(
    ['/Messages/:sid/Media/:media.json', '/Messages/:sid/Media/:media'],
    async (req, res) => {
      context.store.removeMedia(findMedia(context, req).sid)
      await answer(context, req, res, 204)
    },
  )
  router.get('/Messages/:sid/Media/:media', (req, res) => {
    res.redirect(307, `${context.baseUrl}${contentLink(context, findMedia(context, req).sid)}`)
  })
  return router
}

function findMedia(context: Context, req: Request): Media {
  const media = context.store.media.get(String(req.params['media']))
  if (media && media.messageSid === findMessage(context, req).sid) return media
  throw notFound(req.originalUrl.split('?')[0] ?? '')
}

/** Where the bytes are: open to whoever holds the link, for four hours, as on Twilio's CDN. */
function contentLink(context: Context, sid: string): string {
  const expires = String(Date.now() + linkLifeMs)
  return `/media-content/${sid}?expires=${expires}&signature=${signLink(context, sid, expires)}`
}

function signLink({ config }: Context, sid: string, expires: string): string {
  return createHmac('sha256', config.authTokens[0] ?? '')
    .update(`${sid} ${expires}`)
    .digest('hex')
}

export function mediaContent(context: Context): RequestHandler {
  return (req, res) => {
    const sid = String(req.params['sid'])
    const query = new Form(req.query)
    const expires = query.text('expires') ?? ''
    const good = Buffer.from(signLink(context, sid, expires))
    const given = Buffer.from(query.text('signature') ?? '')
    const isGood = good.length === given.length && timingSafeEqual(good, given)
    const media = context.store.media.get(sid)
    if (!media || !isGood || Number(expires) < Date.now()) throw notFound(req.path)
    sendMedia(context, media, res)
  }
}

/** The bytes, which a browser must take for nothing but what they are said to be. */
export function sendMedia({ store }: Context, media: Media, res: Response): void {
  const isImage = /^image\/(png|jpeg|gif|webp|avif)$/.test(media.contentType)
  res.sendFile(resolve(store.media.pathOf(media.sid)), {
    headers: {
      'Content-Type': media.contentType,
      'Content-Disposition': isImage ? 'inline' : 'attachment',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
    },
    dotfiles: 'allow',
    cacheControl: false,
  })
}

import { join } from 'node:path'
import { SwitchboardError } from '@switchboard/protocol'
import compression from 'compression'
import express, { Router, type RequestHandler } from 'express'
import { notFound } from '../http-errors.ts'

/**
 * The built console: hashed files under /assets are kept for ever, other files for an hour, and every
 * address a person may open gets index.html, which no cache keeps. Compressed here, since Heroku's router
 * does not; nothing secret is in these files, so the length of an answer tells nothing.
 */
export function consoleRoutes(folder: string): Router {
  const router = Router()
  const assets = express.static(join(folder, 'assets'), {
    immutable: true,
    maxAge: '1y',
    index: false,
    redirect: false,
  })
  const files = express.static(folder, {
    maxAge: '1h',
    index: false,
    redirect: false,
    dotfiles: 'ignore',
  })
  router.use(compression())
  router.use('/assets', assets, notFound)
  // Beside the console, its folder holds what the compiler checks it against.
  router.use('/types', notFound)
  router.get('/index.html', indexPage(folder))
  router.use(files)
  router.get('/{*path}', indexPage(folder))
  return router
}

/** The console's own addresses; elsewhere only who asks for a page gets one, others a 404. */
const isConsolePath = (path: string): boolean => path === '/' || /^\/(welcome|c)\/[^/]+$/.test(path)

function indexPage(folder: string): RequestHandler {
  return (req, res, next) => {
    const asksForPage = (req.headers.accept ?? '').includes('html')
    if (!asksForPage && !isConsolePath(req.path)) return next()
    const options = { root: folder, cacheControl: false, headers: { 'cache-control': 'no-store' } }
    res.sendFile('index.html', options, (error?: Error) => {
      if (error === undefined || res.headersSent) return
      next(new SwitchboardError('UNAVAILABLE', 'The console is not built.', { cause: error }))
    })
  }
}

import { join } from 'node:path'
import { SwitchboardError } from '@switchboard/protocol'
import express, { Router, type RequestHandler } from 'express'
import { notFound } from '../http-errors.ts'

/**
 * The built console: hashed files under /assets are kept for ever, other files for an hour, and every
 * address a person may open gets index.html, which no cache keeps.
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
  router.use('/assets', assets, notFound)
  // Beside the console, its folder holds what the compiler checks it against.
  router.use('/types', notFound)
  router.get('/index.html', indexPage(folder))
  router.use(files)
  router.get('/{*path}', indexPage(folder))
  return router
}

function indexPage(folder: string): RequestHandler {
  return (req, res, next) => {
    if (!req.accepts('html') || !(req.headers.accept ?? '').includes('html')) return next()
    const options = { root: folder, cacheControl: false, headers: { 'cache-control': 'no-store' } }
    res.sendFile('index.html', options, (error?: Error) => {
      if (error === undefined || res.headersSent) return
      next(new SwitchboardError('UNAVAILABLE', 'The console is not built.', { cause: error }))
    })
  }
}

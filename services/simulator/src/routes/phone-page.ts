import { existsSync } from 'node:fs'
import express, { Router } from 'express'
import helmet from 'helmet'

/** The built phone page and its files. */
export function phonePageRoutes(folder: string): Router {
  const router = Router()
  router.use(pageHeaders())
  router.get('/', (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache')
    if (existsSync(`${folder}/index.html`)) res.sendFile('index.html', { root: folder })
    else res.status(503).type('text').send('The phone page is not built: run `npm run build`.')
  })
  router.use(
    '/assets',
    express.static(`${folder}/assets`, { index: false, immutable: true, maxAge: '1y' }),
  )
  return router
}

/** No inline code, nothing from elsewhere; `connect-src` names WebSockets for Safari, where 'self' misses them. */
function pageHeaders(): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  })
}

import express, { type Express } from 'express'
import helmet from 'helmet'
import type { AppContext } from './context.ts'
import { errorHandler, notFound } from './http-errors.ts'
import { consoleRoutes } from './routes/console.ts'
import { inviteRoutes } from './routes/invite.ts'
import { mediaRoutes } from './routes/media.ts'
import { operatorRoutes } from './routes/operators.ts'
import { sessionRoutes } from './routes/session.ts'
import { welcomeRoutes } from './routes/welcome.ts'

/** The gateway's HTTP side: sign-in, the console, and what operators ask. */
export function createApp(context: AppContext): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(securityHeaders(context.config.url))
  app.use(operatorRoutes(context))
  app.use('/media', mediaRoutes(context))
  app.use('/session', sessionRoutes(context))
  app.use('/welcome', welcomeRoutes(context))
  app.use('/invite', inviteRoutes(context))
  app.use(consoleRoutes(context.config.consoleFolder))
  app.use(notFound)
  app.use(errorHandler(context.logger))
  return app
}

/** Everything from ourselves and nothing inline. */
function securityHeaders(url: string | undefined) {
  const isHttps = url?.startsWith('https:') ?? false
  // Safari before 15.4 did not take 'self' for our own WebSocket.
  const socket = url === undefined ? [] : [url.replace(/^http/, 'ws')]
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'"],
        manifestSrc: ["'self'"],
        connectSrc: ["'self'", ...socket],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isHttps,
    referrerPolicy: { policy: 'no-referrer' },
  })
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendError } from '@switchboard/service'

const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>Switchboard</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:20vh auto;max-width:26rem;padding:0 1.5rem}</style>
<h1>One moment</h1><p>Switchboard is starting again. This page reloads by itself.</p></html>
`

/** 503: nobody there to answer. Never text/plain, which Twilio would text to the customer: a page that reloads itself for people, JSON for everything else. */
export function refuseUnavailable(req: IncomingMessage, res: ServerResponse, who: string): void {
  if (res.headersSent) return void res.destroy()
  res.setHeader('retry-after', '2')
  if (who === 'gateway' && req.method === 'GET' && req.headers.accept?.includes('text/html'))
    sendPage(res)
  else sendError(res, 503, 'UNAVAILABLE', `The ${who} is not available at the moment.`)
}

function sendPage(res: ServerResponse): void {
  res.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(page),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  })
  res.end(page)
}

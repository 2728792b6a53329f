import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'node:querystring'

const xml = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

/** node:http that parses the form and answers, and does nothing else. */
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { From } = parse(Buffer.concat(chunks).toString())
    response.writeHead(From ? 200 : 400, {
      'content-type': 'text/xml; charset=utf-8',
      'content-length': xml.length,
    })
    response.end(xml)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit())

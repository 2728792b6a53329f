import restify from 'restify'

/** restify 12 that parses the form and answers, and does nothing else. */
const server = restify.createServer({ name: '' })
server.use(restify.plugins.bodyParser({ mapParams: false, maxBodySize: 65_536 }))
server.post('/smswebhook', async (request: restify.Request, response: restify.Response) => {
  const { From } = request.body as { From?: string }
  const xml = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
  response.sendRaw(From ? 200 : 400, xml, { 'content-type': 'text/xml; charset=utf-8' })
})
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
process.once('disconnect', () => process.exit())

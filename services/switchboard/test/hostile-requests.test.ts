import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { parseForm } from '../src/twilio/form.ts'
import { makeText, startSwitchboard } from './support/start-switchboard.ts'

/** Writes a request as it stands and returns all that is answered. */
async function sendRaw(base: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1')
  let answer = ''
  socket.on('data', (data: Buffer) => (answer += data.toString()))
  socket.on('error', () => undefined)
  socket.write(request)
  await once(socket, 'close')
  return answer
}

describe('hostile requests', () => {
  it.each([
    ['an unfinished address as Host', 'GET /healthz', 'Host: [::1'],
    ['a Host with a port too high', 'POST /smswebhook', 'Host: 127.0.0.1:99999'],
    ['a Host with a space', 'GET /', 'Host: a b'],
    ['an address that is none', 'GET http://[::1', 'Host: x'],
    ['an absolute address', 'GET http://evil.example/healthz', 'Host: x'],
    ['an asterisk', 'OPTIONS *', 'Host: x'],
  ])('[L8] answers %s with 400, and lives on', async (_what, line, header) => {
    await using running = await startSwitchboard()
    const request = `${line} HTTP/1.1\r\n${header}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
    expect(await sendRaw(running.base, request)).toMatch(/^HTTP\/1\.1 400 .*"BAD_REQUEST"/s)
    expect((await running.webhook(makeText())).status).toBe(200)
  })

  it('[I4] lets a client that writes all of a far too large body before it reads see the 413', async () => {
    await using running = await startSwitchboard()
    const head =
      'POST /smswebhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n' +
      'Content-Type: application/x-www-form-urlencoded\r\n\r\n'
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`
    const answer = await sendRaw(running.base, `${head}${chunk.repeat(100)}0\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*"TOO_LARGE"/s)
  })

  // Each took more than a second of everybody's time when values were copied one by one.
  it('[I4] reads the largest body that names one parameter over and over, unsigned, a hundred times', () => {
    const body = 'a=&'.repeat(21_000)
    for (let count = 0; count < 100; count += 1) expect(parseForm(body)['a']).toHaveLength(21_000)
  })
})

import { describe, expect, it } from 'vitest'
import { createLogger } from '../src/index.ts'

function capture() {
  let text = ''
  return { write: (line: string) => void (text += line), text: () => text }
}

describe('the log', () => {
  it('[L4] is one JSON object a line with service, level, time and message', () => {
    const destination = capture()
    createLogger('gateway', { destination, level: 'info' }).warn({ seq: 4 }, 'behind')
    const line = JSON.parse(destination.text()) as Record<string, unknown>
    expect(line).toMatchObject({ level: 40, service: 'gateway', seq: 4, msg: 'behind' })
    expect(Date.parse(String(line['time']))).not.toBeNaN()
  })

  it('[L3] keeps credentials out, also those an HTTP client hangs on its errors', () => {
    const destination = capture()
    const logger = createLogger('switchboard', { destination, level: 'info' })
    const err = Object.assign(new Error('refused', { cause: new Error('reset') }), {
      config: { headers: { Authorization: 'Basic s3cr3t' } },
      code: 'ECONNREFUSED',
    })
    logger.info({
      err,
      token: 's3cr3t',
      req: { headers: { cookie: 's3cr3t', authorization: 's3cr3t', 'set-cookie': 's3cr3t' } },
      agent: { password: 's3cr3t' },
    })
    expect(destination.text()).not.toContain('s3cr3t')
    expect(JSON.parse(destination.text())).toMatchObject({
      err: { message: 'refused', code: 'ECONNREFUSED', cause: { message: 'reset' } },
    })
  })

  it('[L4] is readable where a person reads it, stacks included', () => {
    const destination = capture()
    const logger = createLogger('gateway', { destination, pretty: true, level: 'info' })
    logger.info({ port: 8080 }, 'started')
    logger.error({ err: new Error('no disk') }, 'could not write')
    expect(destination.text()).toMatch(/^\d\d:\d\d:\d\d info  gateway  started  port=8080\n/)
    expect(destination.text()).toMatch(
      /error gateway  could not write\n {4}Error: no disk\n {4} +at /,
    )
  })
})

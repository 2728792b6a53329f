import { describe, expect, it } from 'vitest'
import { closeCodes, errorStatus, shouldReconnect, SwitchboardError } from '../src/index.ts'

describe('errors', () => {
  it('[P1] travels as code, message and data, and says whether trying again helps', () => {
    const error = new SwitchboardError('NOT_HOLDER', 'Ada holds it.', { data: { holder: 'a' } })
    expect(error.toBody()).toEqual({
      code: 'NOT_HOLDER',
      message: 'Ada holds it.',
      data: { holder: 'a' },
    })
    expect(SwitchboardError.fromBody(error.toBody())).toMatchObject({
      code: 'NOT_HOLDER',
      status: 409,
    })
    expect(error.shouldRetry()).toBe(false)
    expect(new SwitchboardError('UNAVAILABLE', 'Nobody there.').shouldRetry()).toBe(true)
  })

  it('[P1] has an HTTP error status for every code', () => {
    for (const status of Object.values(errorStatus)) expect(status).toBeGreaterThanOrEqual(400)
  })

  it('[P6] tells which close codes mean not to come back', () => {
    const final = Object.entries(closeCodes).filter(([, code]) => !shouldReconnect(code))
    expect(final.map(([name]) => name)).toEqual(['UNAUTHENTICATED', 'UNSUPPORTED_VERSION'])
  })
})

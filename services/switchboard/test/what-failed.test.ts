import { SwitchboardError } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { whatFailed } from '../src/backfill/what-failed.ts'

const failure = (message: string, facts: object) => Object.assign(new Error(message), facts)

describe('why the carrier’s messages could not be looked through', () => {
  it.each([
    [failure('Authenticate', { status: 401, code: 20003 }), 'carrierDenied', []],
    [failure('Busy', { status: 503 }), 'carrierAnswered', ['503', 'Busy']],
    [failure('', { code: 'ECONNREFUSED' }), 'carrierAway', ['ECONNREFUSED']],
    [new SwitchboardError('UNAVAILABLE', 'The disk is full.'), 'notStored', ['The disk is full.']],
  ])('[B5] %s has the code %s', (error, code, values) => {
    const { problem, why } = whatFailed(error)
    expect(why).toEqual({ code, values })
    expect(problem).not.toBe('')
  })

  it('[B5] is told as it came where nobody knows it', () => {
    expect(whatFailed(new Error('odd'))).toEqual({ problem: 'odd' })
    expect(whatFailed('odd')).toEqual({ problem: 'odd' })
  })
})

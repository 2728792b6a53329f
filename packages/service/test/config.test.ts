import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  ConfigError,
  Secret,
  envChoice,
  envFlag,
  envInt,
  envList,
  envSecret,
  envString,
  envUrl,
  required,
} from '../src/index.ts'

describe('settings', () => {
  it('[L2] takes an empty value for unset', () => {
    const env = { A: '', B: '  ' }
    expect(envString(env, 'A')).toBeUndefined()
    expect(envInt(env, 'B')).toBeUndefined()
    expect(envUrl(env, 'A')).toBeUndefined()
    expect(envList(env, 'B')).toBeUndefined()
    expect(envFlag(env, 'MISSING')).toBeUndefined()
  })

  it('reads numbers, lists, words and addresses', () => {
    const env = { N: '8080', L: 'a, b,,c ', F: 'No', U: 'https://sms.example.com', W: 'all' }
    expect(envInt(env, 'N', { min: 1, max: 65_535 })).toBe(8080)
    expect(envList(env, 'L')).toEqual(['a', 'b', 'c'])
    expect(envFlag(env, 'F')).toBe(false)
    expect(envUrl(env, 'U')).toBe('https://sms.example.com')
    expect(envChoice(env, 'W', ['all', 'gateway'])).toBe('all')
  })

  it.each([
    ['PORT', () => envInt({ PORT: '80a' }, 'PORT')],
    ['PORT', () => envInt({ PORT: '70000' }, 'PORT', { min: 1, max: 65_535 })],
    ['URL', () => envUrl({ URL: 'sms.example.com' }, 'URL')],
    ['URL', () => envUrl({ URL: 'ftp://sms.example.com' }, 'URL')],
    ['URL', () => envUrl({ URL: 'https://sms.example.com/' }, 'URL')],
    ['URL', () => envUrl({ URL: 'https://sms.example.com/base' }, 'URL')],
    ['URL', () => envUrl({ URL: 'https://me:pw@sms.example.com' }, 'URL')],
    ['URL', () => envUrl({ URL: 'https://sms.example.com?a=1' }, 'URL')],
    ['REGISTER_WEBHOOK', () => envFlag({ REGISTER_WEBHOOK: 'maybe' }, 'REGISTER_WEBHOOK')],
    ['SERVICE', () => envChoice({ SERVICE: 'web' }, 'SERVICE', ['all', 'gateway'])],
    ['URL', () => required('URL', undefined, 'the public address')],
  ])('[L1] refuses a wrong %s with one sentence that names it', (name, read) => {
    const error = thrown(read)
    expect(error).toBeInstanceOf(ConfigError)
    expect((error as Error).message).toMatch(new RegExp(`^${name} .*set it to .*\\.$`))
  })

  it('allows a path where one is meaningful', () => {
    expect(envUrl({ A: 'http://localhost:1/x' }, 'A', { path: true })).toBe('http://localhost:1/x')
  })
})

describe('a secret', () => {
  it('[L3] is printed by no means, only revealed', () => {
    const secret = envSecret({ TOKEN: 'hunter2' }, 'TOKEN') ?? new Secret('')
    const printed = [String(secret), JSON.stringify({ secret }), inspect({ secret }, { depth: 9 })]
    expect(printed.join()).not.toContain('hunter2')
    expect(secret.reveal()).toBe('hunter2')
  })
})

function thrown(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

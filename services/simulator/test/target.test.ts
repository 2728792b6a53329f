import { describe, expect, it } from 'vitest'
import { parseTarget } from '../src/webhooks/target.ts'

const limits = { connectTimeoutMs: 5000, budgetMs: 15_000 }

describe('a webhook’s URL', () => {
  it.each([
    [
      '',
      {
        connectTimeoutMs: 5000,
        readTimeoutMs: 15_000,
        totalTimeoutMs: 15_000,
        retries: 1,
        retryOn: ['ct'],
      },
    ],
    ['#rc=5&rp=ct,rt,5xx', { retries: 5, retryOn: ['5xx', 'ct', 'rt'] }],
    ['#rp=all', { retries: 1, retryOn: ['4xx', '5xx', 'ct', 'rt'] }],
    ['#rc=0', { retries: 0 }],
    ['#ct=100&rt=200&tt=300', { connectTimeoutMs: 100, readTimeoutMs: 200, totalTimeoutMs: 300 }],
    [
      '#rc=6&ct=99&rt=15001&tt=soon',
      { connectTimeoutMs: 5000, readTimeoutMs: 15_000, totalTimeoutMs: 15_000, retries: 1 },
    ],
  ])('[T9] reads the overrides of "%s"', (fragment, expected) => {
    const target = parseTarget(`https://a.example/sms?b=c%20d${fragment}`, limits)
    const overrides = target && { ...target.overrides, retryOn: [...target.overrides.retryOn] }
    expect(overrides).toMatchObject(expected)
    expect(target?.url).toBe('https://a.example/sms?b=c%20d')
  })

  it('[T9] never waits longer than the budget', () => {
    const target = parseTarget('http://a.example/#rt=15000&tt=15000', { ...limits, budgetMs: 70 })
    expect(target?.overrides).toMatchObject({ readTimeoutMs: 70, totalTimeoutMs: 70 })
  })

  it.each(['nowhere', 'ftp://a.example/', 'https://'])('[T9] is refused when it is %s', (url) => {
    expect(parseTarget(url, limits)).toBeNull()
  })
})

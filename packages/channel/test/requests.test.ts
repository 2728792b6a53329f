import { SwitchboardError } from '@switchboard/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Requests, type RequestFrame, type RequestsOptions } from '../src/index.ts'

interface Session {
  session: string
}

function makeRequests(options: Partial<RequestsOptions<Session>> = {}) {
  const sent: (RequestFrame & Session)[] = []
  const requests = new Requests<Session>({
    send: (request) => sent.push(request) > 0,
    ...options,
  })
  return { requests, sent, whoami: () => requests.ask('whoami', {}, { session: 's1' }) }
}

const agent = { id: 'a', name: 'Ada', role: 'admin', disabled: false }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('Requests', () => {
  it('[G7] gives each answer to whoever asked, in whatever order they come', async () => {
    const { requests, sent } = makeRequests()
    const first = requests.ask('whoami', {}, { session: 's1' })
    const second = requests.ask('counts', {}, { session: 's2' })
    expect(sent.map(({ op, session }) => [op, session])).toEqual([
      ['whoami', 's1'],
      ['counts', 's2'],
    ])
    const counts = { mine: 1, unassigned: 2, all: 3, asOf: 4 }
    requests.answer({ type: 'response', id: sent[1]?.id ?? '', result: counts })
    requests.answer({ type: 'response', id: sent[0]?.id ?? '', result: { agent } })
    expect(await second).toEqual(counts)
    expect(await first).toEqual({ agent })
    expect(requests.inFlight).toBe(0)
  })

  it('[G7] rejects with the code, message and data that were answered', async () => {
    const { requests, sent, whoami } = makeRequests()
    const refused = whoami()
    const error = { code: 'NOT_HOLDER', message: 'Bob holds it.', data: { holder: 'b' } } as const
    requests.answer({ type: 'response', id: sent[0]?.id ?? '', error })
    await expect(refused).rejects.toMatchObject(error)
    await expect(refused).rejects.toBeInstanceOf(SwitchboardError)
  })

  it('[G7] rejects with UNAVAILABLE when there is no answer in time, and drops the late one', async () => {
    const { requests, sent, whoami } = makeRequests({ timeoutMs: 1_000 })
    const refused = whoami()
    vi.advanceTimersByTime(1_000)
    await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    requests.answer({ type: 'response', id: sent[0]?.id ?? '', result: {} })
    expect(requests.inFlight).toBe(0)
  })

  it('[G7] rejects everything with UNAVAILABLE on disconnect, and at once while it cannot send', async () => {
    const { requests, whoami } = makeRequests()
    const both = [whoami(), whoami()].map((asked) =>
      expect(asked).rejects.toMatchObject({ code: 'UNAVAILABLE' }),
    )
    requests.disconnected()
    await Promise.all(both)
    const offline = makeRequests({ send: () => false })
    await expect(offline.whoami()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(offline.requests.inFlight).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('[G7] lets no more wait than the bound', async () => {
    const { requests, sent, whoami } = makeRequests({ maxInFlight: 1 })
    const first = whoami()
    await expect(whoami()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    requests.answer({ type: 'response', id: sent[0]?.id ?? '', result: { agent } })
    expect(await first).toEqual({ agent })
    expect(sent).toHaveLength(1)
  })
})

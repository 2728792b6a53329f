import { describe, expect, it, vi } from 'vitest'
import { Activities } from '../src/activities.ts'
import { TestGateway } from './test-gateway.ts'

const ANN = '+14155550101'

describe('working together', () => {
  it('[R15] forgets who views and types 10 s after it was said last, and at once with the tab', () => {
    let now = 0
    const activities = new Activities<object>(() => now)
    const [one, two] = [{}, {}]
    const writes = { type: 'activity', viewing: ANN, typing: true, idle: false } as const
    const told = () => activities.report(['s1', 's2']).activity
    expect(activities.set(one, 's1', writes)).toBe(true)
    activities.set(two, 's2', { ...writes, typing: false })
    now = 6000
    expect(activities.set(one, 's1', writes)).toBe(false)
    now = 10_000
    expect(told()).toHaveLength(2)
    now = 10_001
    expect(told()).toEqual([{ session: 's1', number: ANN, typing: true }])
    now = 16_001
    expect(told()).toEqual([])
    expect(activities.set(one, 's1', writes)).toBe(true)
    expect(told()).toHaveLength(1)
    activities.delete(one)
    expect(told()).toEqual([])
  })

  it('[G18] tells what is shared to everybody, and what is somebody’s own to them alone', async () => {
    await using gateway = await TestGateway.start()
    const adas = await gateway.welcomed()
    const bobs = await gateway.welcomed({ session: 'session-of-bob-0001' })
    const draft = { kind: 'draft', id: ANN, value: { number: ANN, body: 'Dear' } } as const
    const label = {
      kind: 'label',
      id: 'l',
      value: { id: 'l', name: 'VIP', retired: false },
    } as const
    gateway.switchboard.commit({ shared: [draft], audience: 'ada' })
    gateway.switchboard.commit({ shared: [label] })
    const told = (browser: typeof adas) => browser.of('shared').flatMap(({ shared }) => shared)
    await vi.waitFor(() => expect(told(bobs)).toEqual([label]))
    await vi.waitFor(() => expect(told(adas)).toEqual([draft, label]))
    expect(adas.of('shared').at(-1)?.seq).toBe(2)
  })
})

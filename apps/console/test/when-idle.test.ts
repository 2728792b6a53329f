import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { whenIdle } from '../src/state/when-idle.ts'

describe('what waits until there is nothing else to do', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('[C210] is done a moment later where the browser does not tell, and once', () => {
    vi.stubGlobal('requestIdleCallback', undefined)
    Reflect.deleteProperty(globalThis, 'requestIdleCallback')
    const work = vi.fn<() => void>()
    whenIdle(work, () => false)
    expect(work).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(work).toHaveBeenCalledOnce()
  })

  it('[C210] is done when the browser tells, not while something is under way', () => {
    const idle: (() => void)[] = []
    vi.stubGlobal('requestIdleCallback', (done: () => void) => idle.push(done))
    vi.stubGlobal('cancelIdleCallback', (id: number) => idle.splice(id - 1, 1, () => undefined))
    const work = vi.fn<() => void>()
    let isUnderWay = true
    whenIdle(work, () => isUnderWay)
    idle[0]?.()
    vi.advanceTimersByTime(100)
    idle[1]?.()
    expect(work).not.toHaveBeenCalled()
    isUnderWay = false
    vi.advanceTimersByTime(100)
    idle[2]?.()
    expect(work).toHaveBeenCalledOnce()
  })

  it('[C210] is not done once it was called off, whatever it waits for', () => {
    const idle: (() => void)[] = []
    vi.stubGlobal('requestIdleCallback', (done: () => void) => idle.push(done))
    const calledOff: number[] = []
    vi.stubGlobal('cancelIdleCallback', (id: number) => calledOff.push(id))
    const work = vi.fn<() => void>()
    whenIdle(work, () => true)()
    expect(calledOff).toEqual([1])
    const callOff = whenIdle(work, () => true)
    idle[1]?.()
    callOff()
    vi.advanceTimersByTime(1000)
    expect(idle).toHaveLength(2)
    expect(work).not.toHaveBeenCalled()
  })
})

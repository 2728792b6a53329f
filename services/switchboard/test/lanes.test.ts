import { describe, expect, it } from 'vitest'
import { Lanes } from '../src/outbox/lanes.ts'

const ANN = '+14155550101'
const BEN = '+14155550102'
const reply = (position: number) => ({ position, line: '+15005550006', segments: 1 })

describe('lanes', () => {
  it('[O7] forget a Conversation that held back and has nothing to send, once its time is over', () => {
    const lanes = new Lanes()
    lanes.add(ANN, reply(1))
    const [lane] = lanes.ready(0)
    if (lane) lanes.settle(lane, 2000)
    lanes.hold(BEN, 1, 3000)
    expect([lanes.ready(1999), lanes.count]).toEqual([[], 2])
    expect([lanes.ready(2000), lanes.count]).toEqual([[], 1])
    expect([lanes.ready(3000), lanes.count]).toEqual([[], 0])
  })

  it('[O7] remember a Conversation while something of it waits or runs', () => {
    const lanes = new Lanes()
    lanes.hold(ANN, 1, 1000)
    lanes.add(ANN, reply(2))
    const [lane] = lanes.ready(1000)
    expect(lane?.waiting).toHaveLength(1)
    lanes.settle(lane!)
    expect(lanes.count).toBe(0)
  })
})

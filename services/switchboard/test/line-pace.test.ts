import { describe, expect, it } from 'vitest'
import { Lanes } from '../src/outbox/lanes.ts'
import { LinePace } from '../src/outbox/line-pace.ts'
import { classifyFailure } from '../src/twilio/message-sender.ts'
import { makeSid, startSwitchboard } from './support/start-switchboard.ts'
import { SECOND } from './support/virtual-clock.ts'

const LINE = '+15005550006'
const OTHER = '+15005550007'
const now = Date.parse('2026-11-22T12:00:00Z')

const reply = (position: number) => ({ position, line: LINE, segments: 1 })

/** How many texts of one segment go out in that time, each as soon as it may. */
function sentWithin(pace: LinePace, startsAt: number, durationMs: number): number {
  let sent = 0
  for (let at = pace.freeAt(LINE, startsAt); at < startsAt + durationMs; sent += 1) {
    pace.take(LINE, 1, at)
    at = Math.max(at + 1, pace.freeAt(LINE, at))
  }
  return sent
}

describe('the pace of a Line', () => {
  it('[O11] holds nothing back until the carrier says that it is too fast', () => {
    const pace = new LinePace(undefined)
    for (let index = 0; index < 1000; index += 1) pace.take(LINE, 3, now)
    expect(pace.freeAt(LINE, now)).toBe(now)
    expect(pace.rate(LINE, now)).toBe(Infinity)
  })

  it('[O11] halves what the Line sent lately, once for signals that come together, and no other Line', () => {
    const pace = new LinePace(undefined)
    for (let index = 0; index < 100; index += 1) pace.take(LINE, 1, now)
    pace.slowDown(LINE, now)
    pace.slowDown(LINE, now + 10)
    expect(pace.rate(LINE, now)).toBeCloseTo(5)
    pace.slowDown(LINE, now + 1010)
    expect(pace.rate(LINE, now + 1010)).toBeCloseTo(2.55, 1)
    expect(pace.rate(OTHER, now + 1010)).toBe(Infinity)
    expect(pace.freeAt(OTHER, now)).toBe(now)
  })

  it('[O11] never goes below a segment in four seconds, and wins its pace back', () => {
    const pace = new LinePace(undefined)
    for (let index = 0; index < 20; index += 1) pace.slowDown(LINE, now + index * 2 * SECOND)
    const slowest = now + 38 * SECOND
    expect(pace.rate(LINE, slowest)).toBe(0.25)
    expect(pace.rate(LINE, slowest + 10 * SECOND)).toBeCloseTo(1.25)
    expect(sentWithin(pace, slowest, 10 * SECOND)).toBeLessThan(10)
    expect(pace.rate(LINE, slowest + 1000 * SECOND)).toBe(Infinity)
  })

  it('[O12] never sends more segments than LINE_RATE, slowed down or not', () => {
    const pace = new LinePace(2)
    expect(sentWithin(pace, now, 10 * SECOND)).toBe(20)
    pace.take(LINE, 6, now + 20 * SECOND)
    expect(pace.freeAt(LINE, now + 20 * SECOND)).toBe(now + 23 * SECOND)
    pace.slowDown(LINE, now + 30 * SECOND)
    expect(pace.rate(LINE, now + 30 * SECOND)).toBe(1)
    expect(pace.rate(LINE, now + 3000 * SECOND)).toBe(2)
  })

  it('[O12] lets Conversations take turns', () => {
    const lanes = new Lanes()
    for (const position of [1, 2, 3]) lanes.add('ann', reply(position))
    lanes.add('ben', reply(1))
    const order: string[] = []
    for (let lane = lanes.ready(now)[0]; lane; lane = lanes.ready(now)[0]) {
      order.push(lane.number)
      lanes.settle(lane)
    }
    expect(order).toEqual(['ann', 'ben', 'ann', 'ann'])
  })

  it.each([
    { status: 429, code: 20_429 },
    { status: 400, code: 21_611 },
  ])('[O11] tries again what was refused with %j, and slows down', (facts) => {
    const error = Object.assign(new Error('refused'), facts)
    expect(classifyFailure(error)).toMatchObject({ kind: 'not-sent', tooFast: true })
  })

  it('[O11] slows down when the carrier tells later that its queue overflowed', async () => {
    const sid = makeSid('SM')
    await using running = await startSwitchboard({
      send: async () => ({ kind: 'sent', sid, status: 'queued' }),
    })
    const body = JSON.stringify({ to: '+14155550101', body: 'Hello', clientMessageId: 'one' })
    await running.api('/messages', { method: 'POST', body })
    await expect.poll(() => running.store.entryBySid(sid)).toMatchObject({ status: 'queued' })
    const told = { MessageSid: sid, MessageStatus: 'failed', ErrorCode: '30001' }
    await running.webhook(told, { path: '/smsstatus?id=x' })
    await expect
      .poll(() => running.log.find(({ msg }) => String(msg).includes('too fast')))
      .toMatchObject({ line: LINE, segmentsPerSecond: 0.5 })
    expect(await running.store.entryBySid(sid)).toMatchObject({ status: 'failed' })
  })
})

import { parsePhoneFrame } from '@switchboard/protocol'
import type { PhoneBusyHour, PhoneText } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ScriptedCustomer } from '../src/busy-hour/customer.ts'
import { scripts } from '../src/busy-hour/scripts.ts'
import { eventually } from './support/eventually.ts'
import { line, Simulated } from './support/simulated.ts'

const angry = scripts.find(({ impatient }) => impatient.length > 1)!
const stateOf = async (simulated: Simulated): Promise<PhoneBusyHour> =>
  (await simulated.ask<{ busyHour: PhoneBusyHour }>('/busy-hour')).busyHour
const textsOf = async (simulated: Simulated, number: string): Promise<PhoneText[]> =>
  (await simulated.ask<{ texts: PhoneText[] }>(`/messages?number=${encodeURIComponent(number)}`))
    .texts

describe('the scripts', () => {
  it('[T25] have twenty customers with numbers of fiction, three languages and one STOP', () => {
    expect(scripts).toHaveLength(20)
    expect(new Set(scripts.map(({ number }) => number)).size).toBe(20)
    for (const { number, at } of scripts) {
      expect(number).toMatch(/^\+1\d{3}55501\d\d$/)
      expect(at).toBeLessThan(60)
    }
    const openings = scripts.map(({ opening }) => opening).join(' ')
    expect(openings).toMatch(/\p{Script=Han}/u)
    expect(openings).toContain('¿')
    expect(scripts.filter(({ opening }) => opening === 'STOP')).toHaveLength(1)
  })

  it('[T25] go on once for each answer, and only when somebody answered', () => {
    const customer = new ScriptedCustomer({ ...angry, at: 2 })
    expect([0, 1, 2].map((minute) => customer.next(minute))).toEqual([null, null, angry.opening])
    expect(customer.next(4)).toBeNull()
    customer.answered()
    customer.answered()
    expect(customer.next(4)).toBeNull()
    expect(customer.next(5)).toBe(angry.answers[0])
    expect(customer.next(6)).toBeNull()
  })

  it('[T25] lose their patience step by step, and then write no more', () => {
    const customer = new ScriptedCustomer({ ...angry, at: 0 })
    const said = Array.from({ length: 60 }, (_, minute) => customer.next(minute))
    expect(said.filter((text) => text !== null)).toEqual([angry.opening, ...angry.impatient])
  })
})

describe('the busy hour', () => {
  it('[T25] texts the Line, answers what it is told and ends by itself', async () => {
    await using simulated = await Simulated.create({ busyMinuteMs: 20 })
    using page = watch(simulated.url)
    const started = await simulated.ask<{ busyHour: PhoneBusyHour }>('/busy-hour', {})
    expect(started.busyHour.running).toBe(true)
    const first = scripts[0]!
    await eventually(async () => expect(await textsOf(simulated, first.number)).not.toHaveLength(0))
    await simulated.twilio.messages.create({ to: first.number, from: line, body: 'We will look.' })
    await eventually(async () =>
      expect((await textsOf(simulated, first.number)).map(({ body }) => body)).toContain(
        first.answers[0],
      ),
    )
    await eventually(async () => expect((await stateOf(simulated)).running).toBe(false))
    expect((await stateOf(simulated)).texts).toBeGreaterThan(scripts.length)
    expect(page.minutes).toEqual(page.minutes.toSorted((a, b) => a - b))
    expect(page.minutes.at(-1)).toBe(59)
  })

  it('[T25] runs once at a time and ends when it is told to', async () => {
    await using simulated = await Simulated.create({ busyMinuteMs: 60_000 })
    await simulated.ask('/busy-hour', {})
    await simulated.ask('/busy-hour', {})
    const opened = scripts.filter(({ at }) => at === 0).length
    expect(await stateOf(simulated)).toEqual({ running: true, minute: 0, texts: opened })
    const ended = await fetch(`${simulated.url}/phone/api/busy-hour`, { method: 'DELETE' })
    expect(ended.status).toBe(204)
    await eventually(async () => expect((await stateOf(simulated)).running).toBe(false))
    const again = await simulated.ask<{ busyHour: PhoneBusyHour }>('/busy-hour', {})
    expect(again.busyHour).toMatchObject({ running: true, minute: 0 })
  })
})

/** The minutes a page is told of. */
function watch(url: string): { minutes: number[] } & Disposable {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/phone/socket`)
  const minutes: number[] = []
  socket.on('message', (data: Buffer) => {
    const frame = parsePhoneFrame(data.toString('utf8'))
    if (frame?.type === 'busy-hour') minutes.push(frame.busyHour.minute)
  })
  return { minutes, [Symbol.dispose]: () => socket.terminate() }
}

import { SwitchboardError } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { CUSTOMER, makeShared } from './factories.ts'
import { MemoryStorage, openConsole, settle } from './fake-wire.ts'

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20))
}

async function open(drafts: Record<string, string> = {}, storage = new MemoryStorage()) {
  const desk = openConsole(storage)
  desk.wire.welcome()
  const list = Object.entries(drafts).map(([number, body]) => ({ number, body }))
  desk.wire.last('shared').answer(makeShared({ drafts: list }))
  await settle()
  return { ...desk, storage }
}

const change = (seq: number, body: string | null) => ({
  type: 'shared' as const,
  seq,
  shared: [
    {
      kind: 'draft' as const,
      id: CUSTOMER,
      value: body === null ? null : { number: CUSTOMER, body },
    },
  ],
})

describe('drafts on several devices', () => {
  it('[C56] are told once one pauses, at once when the page goes, and notes never', async () => {
    const { console, wire } = await open()
    console.drafts.set(CUSTOMER, 'We o')
    console.drafts.set(CUSTOMER, 'We open')
    console.drafts.set(`note:${CUSTOMER}`, 'grumpy')
    expect(wire.count('put-draft')).toBe(0)
    await expect.poll(() => wire.count('put-draft')).toBe(1)
    expect(wire.last('put-draft').args).toEqual({ number: CUSTOMER, body: 'We open' })
    wire.last('put-draft').answer({})
    await settle()
    console.drafts.set(CUSTOMER, 'We open at')
    dispatchEvent(new Event('pagehide'))
    expect(wire.last('put-draft').args).toEqual({ number: CUSTOMER, body: 'We open at' })
    await pause()
    expect(wire.count('put-draft')).toBe(2)
  })

  it('[C56] follow another device, unless one is typing here', async () => {
    const { console, wire } = await open({ [CUSTOMER]: 'From the phone' })
    expect(console.drafts.get(CUSTOMER)).toBe('From the phone')
    wire.tell(change(101, 'From the phone, later'))
    expect(console.drafts.get(CUSTOMER)).toBe('From the phone, later')
    console.drafts.set(CUSTOMER, 'From here')
    wire.tell(change(102, 'Too late'))
    expect(console.drafts.get(CUSTOMER)).toBe('From here')
    await expect.poll(() => wire.count('put-draft')).toBe(1)
    wire.last('put-draft').answer({})
    await settle()
    wire.tell(change(103, 'From here'))
    wire.tell(change(104, null))
    expect(console.drafts.get(CUSTOMER)).toBe('')
  })

  it('[C56] are not set back by their own echo', async () => {
    const { console, wire } = await open()
    console.drafts.set(CUSTOMER, 'one')
    await expect.poll(() => wire.count('put-draft')).toBe(1)
    wire.last('put-draft').answer({})
    await settle()
    console.drafts.set(CUSTOMER, 'one two')
    await expect.poll(() => wire.count('put-draft')).toBe(2)
    wire.last('put-draft').answer({})
    await settle()
    wire.tell(change(101, 'one'))
    expect(console.drafts.get(CUSTOMER)).toBe('one two')
    wire.tell(change(102, 'one two'))
    expect(console.drafts.get(CUSTOMER)).toBe('one two')
  })

  it('[C56] written off line are kept, and told with the next connection', async () => {
    const { console, wire, storage } = await open({ [CUSTOMER]: 'Before' })
    wire.cut()
    console.drafts.set(CUSTOMER, 'Off line')
    await pause()
    expect(wire.count('put-draft')).toBe(0)
    console.close()
    const again = await open({ [CUSTOMER]: 'Before' }, storage)
    expect(again.console.drafts.get(CUSTOMER)).toBe('Off line')
    expect(again.wire.last('put-draft').args).toEqual({ number: CUSTOMER, body: 'Off line' })
    again.wire.last('put-draft').answer({})
    await settle()
    again.console.close()
    const third = await open({}, storage)
    // Sent, or emptied, on another device meanwhile.
    expect(third.console.drafts.get(CUSTOMER)).toBe('')
  })

  it.each([true, false])(
    '[C56] outlive a connection that breaks before they come back as a change, resumed: %s',
    async (resumed) => {
      const { console, wire } = await open()
      console.drafts.set(CUSTOMER, 'Yes, one moment')
      await expect.poll(() => wire.count('put-draft')).toBe(1)
      wire.last('put-draft').answer({})
      await settle()
      wire.cut()
      wire.welcome({ resumed, seq: 101 })
      expect(console.drafts.get(CUSTOMER)).toBe('Yes, one moment')
      if (resumed) wire.tell(change(101, 'Yes, one moment'))
      else
        wire
          .last('shared')
          .answer(
            makeShared({ asOf: 101, drafts: [{ number: CUSTOMER, body: 'Yes, one moment' }] }),
          )
      await settle()
      expect(console.drafts.get(CUSTOMER)).toBe('Yes, one moment')
      expect(wire.count('put-draft')).toBe(1)
      wire.tell(change(102, null))
      expect(console.drafts.get(CUSTOMER)).toBe('')
    },
  )

  it('[C56] sent elsewhere while the connection was gone are gone here, once that is read', async () => {
    const { console, wire } = await open({ [CUSTOMER]: 'From the phone' })
    wire.cut()
    wire.welcome({ seq: 105 })
    expect(console.drafts.get(CUSTOMER)).toBe('From the phone')
    wire.last('shared').answer(makeShared({ asOf: 105 }))
    await settle()
    expect(console.drafts.get(CUSTOMER)).toBe('')
  })

  it('[C56] that will never be taken stay here and are not asked again and again', async () => {
    const { console, wire } = await open()
    console.drafts.set(CUSTOMER, 'To nobody')
    await expect.poll(() => wire.count('put-draft')).toBe(1)
    wire.last('put-draft').refuse(new SwitchboardError('NOT_FOUND', 'Unknown.'))
    await pause()
    expect(wire.count('put-draft')).toBe(1)
    expect(console.drafts.get(CUSTOMER)).toBe('To nobody')
  })
})

import { SwitchboardError } from '@switchboard/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CUSTOMER, makeConversation, makeMessage } from './factories.ts'
import { makeCounts, MemoryStorage, openConsole, settle } from './fake-wire.ts'

async function openThread(storage = new MemoryStorage()) {
  const opened = openConsole(storage)
  const { console, wire } = opened
  wire.welcome()
  console.pages.openThread(CUSTOMER)
  wire.last('conversations').answer({ conversations: [], next: null, asOf: 100 })
  wire.last('entries').answer({
    entries: [makeMessage({ position: 1 })],
    conversation: makeConversation({ lastPosition: 1 }),
    next: null,
    asOf: 100,
  })
  await settle()
  console.saw(CUSTOMER, 1)
  return opened
}

const waiting = ({ console }: Awaited<ReturnType<typeof openThread>>) =>
  console.state.get().outgoing

describe('sending a reply', () => {
  it('[C12] shows it at once and lets go of it when its entry comes', async () => {
    const desk = await openThread()
    desk.console.reply(CUSTOMER, 'Hello!')
    expect(waiting(desk)).toMatchObject([{ body: 'Hello!', state: 'sending' }])
    const { args, answer } = desk.wire.last('reply')
    const entry = makeMessage({
      position: 2,
      seq: 101,
      direction: 'outbound',
      clientMessageId: String(args.clientMessageId),
    })
    answer({ entry })
    await settle()
    expect(waiting(desk)).toMatchObject([{ state: 'stored' }])
    desk.wire.tell({ type: 'entries', seq: 101, conversation: CUSTOMER, entries: [entry] })
    expect(waiting(desk)).toEqual([])
  })

  it('[C13] asks again with the same id after a broken connection, and waits while there is none', async () => {
    const desk = await openThread()
    desk.console.reply(CUSTOMER, 'Hello!')
    const first = desk.wire.last('reply').args
    desk.wire.cut()
    await settle()
    expect(desk.wire.count('reply')).toBe(1)
    expect(waiting(desk)).toMatchObject([{ state: 'held' }])
    desk.wire.welcome({ resumed: true })
    expect(desk.wire.count('reply')).toBe(2)
    expect(desk.wire.last('reply').args).toEqual(first)
  })

  it('[C13] keeps an unsent reply across a reload, with its id', async () => {
    const desk = await openThread()
    desk.wire.cut()
    desk.console.reply(CUSTOMER, 'Written on a train')
    const [held] = waiting(desk)
    const again = await openThread(desk.storage as MemoryStorage)
    expect(again.wire.last('reply').args).toMatchObject({
      clientMessageId: held?.id,
      body: 'Written on a train',
    })
  })

  it('[C13] sends the replies of a conversation one after the other, each in the light of the last', async () => {
    const desk = await openThread()
    desk.console.reply(CUSTOMER, 'One')
    desk.console.reply(CUSTOMER, 'Two')
    expect(desk.wire.count('reply')).toBe(1)
    desk.wire.last('reply').answer({ entry: makeMessage({ position: 2, direction: 'outbound' }) })
    await settle()
    expect(desk.wire.last('reply').args).toMatchObject({ body: 'Two', lastSeen: 2 })
  })

  it('[C14] gives a refused text back, before what was typed meanwhile', async () => {
    const desk = await openThread()
    desk.console.reply(CUSTOMER, 'One')
    desk.console.drafts.set(CUSTOMER, 'typed meanwhile')
    const data = { holder: 'ben' }
    desk.wire.last('reply').refuse(new SwitchboardError('NOT_HOLDER', 'Ben holds it.', { data }))
    await settle()
    expect(waiting(desk)).toEqual([])
    expect(desk.console.drafts.get(CUSTOMER)).toBe('One\ntyped meanwhile')
    expect(desk.console.state.get().refusals[CUSTOMER]).toMatchObject({ holder: 'ben' })
  })

  it('[C13] asks a person after several unexplained failures, and tries again with the same id', async () => {
    const desk = await openThread()
    desk.console.reply(CUSTOMER, 'One')
    await vi.waitFor(() => {
      desk.wire.last('reply').refuse(new SwitchboardError('INTERNAL', 'Something went wrong.'))
      expect(waiting(desk)).toMatchObject([{ state: 'stuck' }])
    }, 4_000)
    const { args } = desk.wire.last('reply')
    const [stuck] = waiting(desk)
    desk.console.sender.retry(stuck?.id ?? '')
    expect(desk.wire.last('reply').args).toEqual(args)
  })
})

describe('the pause before a reply is sent again', () => {
  afterEach(() => vi.restoreAllMocks())

  it('[C13] ends also where it does so between two looks at the clock', async () => {
    const desk = await openThread()
    const time = Date.now()
    const now = vi.spyOn(Date, 'now').mockReturnValue(time)
    desk.console.reply(CUSTOMER, 'One')
    desk.wire.last('reply').refuse(new SwitchboardError('INTERNAL', 'Something went wrong.'))
    await settle()
    const attempts = () => desk.wire.asked.filter(({ op }) => op === 'reply').length
    expect(attempts()).toBe(1)
    // Its timer fires a moment early, and the pause is over at the next look.
    now.mockReturnValueOnce(time).mockReturnValue(time + 1)
    await vi.waitFor(() => expect(attempts()).toBe(2))
  })
})

describe('coming back', () => {
  it('[C2] says its cursor, and reads nothing again that was resumed', async () => {
    const desk = await openThread()
    desk.wire.tell({ type: 'counts', seq: 120, counts: makeCounts(1, 1, 2) })
    desk.wire.tell({ type: 'counts', seq: 110, counts: makeCounts(9, 9, 9) })
    expect(desk.wire.options.hello().cursor).toBe(120)
    expect(desk.console.state.get().counts?.all).toBe(2)
    const reads = desk.wire.count('entries')
    desk.wire.cut()
    desk.wire.welcome({ resumed: true, seq: 120 })
    expect(desk.wire.count('entries')).toBe(reads)
  })

  it('[C2] reads its pages again when it could not be resumed, and keeps the draft', async () => {
    const desk = await openThread()
    desk.console.drafts.set(CUSTOMER, 'half a sentence')
    desk.wire.cut()
    desk.wire.welcome({ resumed: false, seq: 200 })
    expect(desk.wire.count('entries')).toBe(2)
    expect(desk.wire.count('conversations')).toBe(2)
    expect(desk.console.drafts.get(CUSTOMER)).toBe('half a sentence')
  })

  it('[C2] lets go of everything shown when the history is another one', async () => {
    const desk = await openThread()
    desk.wire.cut()
    expect(desk.wire.options.hello()).toMatchObject({ cursor: 100, history: 'a' })
    desk.wire.welcome({ resumed: false, history: 'b', seq: 3 })
    desk.wire.last('entries').answer({
      entries: [makeMessage({ position: 1, seq: 2, changedSeq: 2, body: 'A new beginning' })],
      conversation: makeConversation({ lastPosition: 1, changedSeq: 2 }),
      next: null,
      asOf: 3,
    })
    await settle()
    const { thread, conversations, cursor } = desk.console.state.get()
    expect(thread?.entries).toMatchObject([{ body: 'A new beginning' }])
    expect(conversations.get(CUSTOMER)?.changedSeq).toBe(2)
    expect(cursor).toBe(3)
  })

  it('[C9] moves the read mark once for each step forward', async () => {
    const desk = await openThread()
    desk.console.markRead(CUSTOMER, 1)
    desk.console.markRead(CUSTOMER, 1)
    expect(desk.wire.count('read')).toBe(1)
    expect(desk.wire.last('read').args).toEqual({ number: CUSTOMER, position: 1 })
  })
})

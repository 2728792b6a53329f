import { SwitchboardError } from '@switchboard/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preferences, setPreference } from '../src/state/preferences.ts'
import { eventText } from '../src/words/entries.ts'
import { CUSTOMER, ada, ben, makeEvent, makeNote, makeShared } from './factories.ts'
import { MemoryStorage, openConsole, settle } from './fake-wire.ts'

const upstream = (live: boolean) => ({
  type: 'upstream' as const,
  live,
  since: '2026-11-22T12:00:00.000Z',
})

/** Ada's console, whose switchboard keeps these own settings of hers. */
async function openWith(kept: Record<string, unknown> = {}) {
  const opened = openConsole()
  opened.wire.welcome()
  opened.wire.last('shared').answer(makeShared({ preferences: kept }))
  await settle()
  return opened
}

/** What another device of Ada's chose, now. */
function elsewhere(choice: object) {
  const value = { console: { theme: 'light', ...choice } }
  const shared = [{ kind: 'preferences' as const, id: ada.id, value }]
  return { type: 'shared', seq: 101, shared } as const
}

async function choose(opened: ReturnType<typeof openConsole>, presence: 'busy' | 'away') {
  const chosen = opened.console.work.setPresence(presence)
  opened.wire.last('set-presence').answer({})
  await chosen
  opened.wire.tell({ type: 'ephemeral', presence: [{ agent: ada.id, presence }] })
}

beforeEach(() => {
  localStorage.clear()
})
afterEach(() => setPreference({ theme: 'system', keys: true }))

describe('own settings', () => {
  it('[C141] tells the switchboard of a choice, with its time', async () => {
    const { console, wire } = await openWith()
    const before = preferences.get().at
    setPreference({ theme: 'dark' })
    const { preferences: put } = wire.last('put-preferences').args as { preferences: object }
    expect(put).toMatchObject({ console: { theme: 'dark', by: ada.id } })
    expect(preferences.get().at).toBeGreaterThan(before)
    console.close()
  })

  it('[C141] takes over what was chosen later on another device, at once and after a connection', async () => {
    const { console, wire } = await openWith()
    setPreference({ theme: 'dark' })
    const { at } = preferences.get()
    wire.tell(elsewhere({ at: at - 1 }))
    expect(preferences.get().theme).toBe('dark')
    wire.tell({ ...elsewhere({ at: at + 1 }), seq: 102 })
    expect(preferences.get().theme).toBe('light')
    console.close()
    const later = await openWith({ console: { theme: 'dark', at: at + 2 } })
    expect(preferences.get().theme).toBe('dark')
    expect(later.wire.count('put-preferences')).toBe(0)
    later.console.close()
  })

  it('[C141] keeps a choice made without a connection, and tells of it with the next', async () => {
    const { console, wire } = await openWith()
    wire.options.onLink('reconnecting')
    const told = wire.count('put-preferences')
    setPreference({ keys: false })
    expect(localStorage.getItem('switchboard:preferences')).toContain('"keys":false')
    expect(wire.count('put-preferences')).toBe(told)
    wire.welcome({ resumed: true })
    expect(wire.count('put-preferences')).toBe(told + 1)
    wire.last('put-preferences').refuse(new SwitchboardError('UNAVAILABLE', 'Gone.'))
    await settle()
    expect(wire.count('put-preferences')).toBe(told + 1)
    wire.tell(upstream(false))
    wire.tell(upstream(true))
    expect(wire.count('put-preferences')).toBe(told + 2)
    console.close()
  })

  it('[C141] does not give one person what another chose in the same browser', async () => {
    localStorage.clear()
    const adas = await openWith()
    setPreference({ theme: 'dark' })
    adas.console.close()
    const bens = openConsole(undefined, undefined, undefined, ben)
    bens.wire.welcome({ me: ben })
    bens.wire.last('shared').answer(makeShared())
    await settle()
    expect(bens.wire.count('put-preferences')).toBe(0)
    bens.console.close()
  })

  it('[C141] reads what another version kept as far as it can', async () => {
    const at = preferences.get().at + 1
    const { console } = await openWith({ console: { at, theme: 'sepia', language: 4, sound: 'x' } })
    expect(preferences.get()).toMatchObject({
      at,
      theme: 'system',
      language: 'system',
      sound: true,
    })
    console.close()
  })
})

describe('a chosen presence', () => {
  it('[C142] is said again to a switchboard that started anew', async () => {
    const tabStorage = new MemoryStorage()
    const opened = openConsole(undefined, undefined, tabStorage)
    const { console, wire } = opened
    wire.welcome()
    await choose(opened, 'away')
    wire.options.onLink('reconnecting')
    wire.welcome({ presence: [{ agent: ada.id, presence: 'available' }] })
    expect([wire.count('set-presence'), wire.last('set-presence').args]).toEqual([
      2,
      { presence: 'away' },
    ])
    wire.tell(upstream(false))
    wire.tell(upstream(true))
    expect(wire.count('set-presence')).toBe(3)
    console.close()
    const reloaded = openConsole(undefined, undefined, tabStorage)
    reloaded.wire.welcome()
    expect(reloaded.wire.last('set-presence').args).toEqual({ presence: 'away' })
    reloaded.console.close()
  })

  it('[C142] is not, when another device chose since, or one is here again', async () => {
    const opened = openConsole()
    const { console, wire } = opened
    wire.welcome()
    await choose(opened, 'busy')
    wire.tell({ type: 'ephemeral', presence: [{ agent: ada.id, presence: 'available' }] })
    wire.options.onLink('reconnecting')
    wire.welcome()
    expect(wire.count('set-presence')).toBe(1)
    console.close()
  })

  it('[C142] holds after the end of a shift, too', async () => {
    const { console, wire } = openConsole()
    wire.welcome()
    const ended = console.work.endShift(false)
    wire.last('end-shift').answer({ open: 2, unanswered: 1 })
    await ended
    wire.tell({ type: 'ephemeral', presence: [{ agent: ada.id, presence: 'away' }] })
    wire.options.onLink('reconnecting')
    wire.welcome()
    expect(wire.last('set-presence').args).toEqual({ presence: 'away' })
    console.close()
  })
})

describe('a private note', () => {
  it('[C143] has one id for all its tries, and another text has another', async () => {
    const { console, wire } = openConsole()
    wire.welcome()
    const id = () => wire.last('note').args['clientMessageId']
    const write = async (body: string, error?: SwitchboardError) => {
      const kept = console.work.note({ number: CUSTOMER, body })
      if (error) wire.last('note').refuse(error)
      else wire.last('note').answer({ entry: makeNote() })
      await kept
      return id()
    }
    const lost = new SwitchboardError('UNAVAILABLE', 'Gone.')
    const first = await write('He called', lost)
    expect(first).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    expect(await write('He called', lost)).toBe(first)
    expect(await write('He called')).toBe(first)
    const second = await write('He called', lost)
    expect(second).not.toBe(first)
    expect(await write('He called twice')).not.toBe(second)
    console.close()
  })
})

describe('an event', () => {
  it('[C8] says why somebody took a conversation, where there is a reason', () => {
    const taken = makeEvent({ event: 'taken', agent: ben.id, reason: 'it was snoozed' })
    if (taken.kind !== 'event') throw new TypeError('Not an event.')
    expect(eventText(taken, { ada, ben }, ada.id)).toBe('Ben Okafor took it · it was snoozed')
  })
})

import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../src/checksum.ts'
import { CUSTOMER } from '../src/contract/fixtures.ts'
import { differences, fill } from '../src/contract/whole-history.ts'
import type { Write } from '../src/key-value.ts'
import { KeyValueStore } from '../src/key-value-store.ts'
import { MemoryKeyValue } from '../src/memory-key-value.ts'

class OpenStore extends KeyValueStore {
  readonly disk: MemoryKeyValue

  constructor(disk = new MemoryKeyValue()) {
    super(disk, { now: () => Date.UTC(2026, 10, 22) })
    this.disk = disk
  }

  /** A full store in which these records were replaced, their checksums right. */
  static async damaged(...writes: Write[]): Promise<OpenStore> {
    const store = new OpenStore()
    await store.open()
    await fill(store)
    await store.disk.write(writes)
    return store
  }
}

const put = (key: string, value: unknown): Write => [key, seal(key, value)]
const entry = (position: number) => `e!${CUSTOMER}!${String(position).padStart(12, '0')}`

async function valueOf(key: string): Promise<Record<string, unknown>> {
  const store = await OpenStore.damaged()
  return unseal([key, store.disk.get(key) ?? '']) as Record<string, unknown>
}

async function keysWith(prefix: string): Promise<string[]> {
  const { disk } = await OpenStore.damaged()
  return (await disk.rows({ gt: prefix, lt: `${prefix}~` })).map(([key]) => key)
}

async function found(...writes: Write[]): Promise<string[]> {
  const store = await OpenStore.damaged(...writes)
  return (await differences(store)).map(({ key, what }) => `${key}: ${what}`)
}

describe('verify', () => {
  it.each([
    [entry(7), [`${entry(7)}: missing`, `${entry(7)}: missing`]],
    [entry(30), [`${entry(30)}: missing`]],
    ['e!7!000000000001', ['e!7!000000000001: missing']],
    [`c!${CUSTOMER}`, [`c!${CUSTOMER}: missing`]],
    ['i!sid!SM2', ['i!sid!SM2: missing']],
    ['i!client!c1', ['i!client!c1: missing']],
    ['k!open/-', ['k!open/-: missing']],
    ['s!0000000000000009', ['s!0000000000000009: missing']],
    ['z!0000000000000003', ['z!0000000000000003: cannot be checked']],
    ['p!annZ!', ['p!annZ!: missing']],
    ['w!2026-11-22T11:00:00.000Z!7', ['w!2026-11-22T11:00:00.000Z!7: missing']],
  ])('[H31] misses %s', async (key, expected) => {
    expect(await found([key, null])).toEqual(expect.arrayContaining(expected))
  })

  it('[H31] misses a place in each index, and finds those that should not be there', async () => {
    const lists = await Promise.all(['a!', 'y!', 'f!', 'w!'].map(keysWith))
    expect(lists.map(({ length }) => length)).toEqual([7, 7, 2, 2])
    const places = lists.flat()
    for (const key of places) expect(await found([key, null])).toEqual([`${key}: missing`])
    const strange = [places[0]?.replace('!2', '!1') ?? '', 'w!2026-11-22T11:00:00.000Z!8']
    for (const key of strange) expect(await found(put(key, null))).toEqual([`${key}: not expected`])
  })

  it('[H31] compares what follows from the entries with what they add up to', async () => {
    const key = `c!${CUSTOMER}`
    const summary = await valueOf(key)
    for (const part of [
      { lastMessagePosition: 3 },
      { lastActivityAt: '2020-01-01T00:00:00.000Z' },
      { lastEntry: null },
    ]) {
      const [name] = Object.keys(part)
      expect(await found(put(key, { ...summary, ...part }))).toContain(`${key}: ${name} differs`)
    }
    expect(await found(put('k!open/-', 5))).toEqual(['k!open/-: count differs'])
    expect(await found(put('k!open/bob', 1))).toEqual(['k!open/bob: count differs'])
    const place = { number: CUSTOMER, position: 4 }
    expect(await found(put('i!sid!SM2', place))).toEqual([
      'i!sid!SM2: names another entry',
      'i!sid!SM2: no such entry',
    ])
    expect(await found(put('i!client!other', place))).toEqual(['i!client!other: no such entry'])
  })

  it('[H31] finds records older than the log says, and numbers that were never given', async () => {
    const key = 'e!ACME~0021~007e~00df!000000000001'
    const value = await valueOf(key)
    const older = { ...value, changedSeq: value['seq'] }
    expect(await found(put(key, older))).toContain(`${key}: older than the log says`)
    const newer = { ...value, changedSeq: 4000 }
    expect(await found(put(key, newer))).toContain(`${key}: seq was never given`)
  })

  it('[H24] [H31] finds a changeset that names an entry it does not hold, and never serves it', async () => {
    const key = 's!0000000000000002'
    const { entries, ...rest } = await valueOf(key)
    expect(entries).toHaveLength(1)
    const write = put(key, { ...rest, entries: [] })
    expect(await found(write)).toContain(`${key}: cannot be made whole`)
    const store = await OpenStore.damaged(write)
    await expect(store.changes(1, 1)).rejects.toMatchObject({ name: 'DamagedRecordError', key })
  })

  it('[H31] misses private records and Agents, and finds older and other ones', async () => {
    const key = 'q!2026!1'
    for (const write of [[key, null] as Write, put(key, ['older']), put('q!2026!2', 'other')]) {
      expect(await found(write)).toEqual(['h!q: tally differs'])
    }
    expect(await found(['p!annZ!', null])).toContain('h!p: tally differs')
  })

  it('[H31] finds damaged records and keys that are none, and goes on', async () => {
    const writes: Write[] = [
      [entry(3), seal(entry(4), { position: 3 })],
      put('e!no-position', 1),
      put('y!strange', 1),
      ['q!2026!1', 'not sealed'],
    ]
    expect(await found(...writes)).toEqual([
      `${entry(3)}: damaged`,
      `${entry(3)}: missing`,
      'e!no-position: no key of a history',
      'q!2026!1: damaged',
      'y!strange: no key of a history',
      'h!q: tally differs',
    ])
  })
})

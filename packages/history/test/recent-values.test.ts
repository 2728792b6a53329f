import { describe, expect, it } from 'vitest'
import { seal } from '../src/checksum.ts'
import type { Row } from '../src/key-value.ts'
import { RecentValues } from '../src/recent-values.ts'

class Disk {
  gets = 0
  readonly rowsByKey = new Map<string, string>()

  get(key: string): string | undefined {
    this.gets += 1
    return this.rowsByKey.get(key)
  }

  async rows(): Promise<Row[]> {
    return []
  }

  put(key: string, value: unknown): void {
    this.rowsByKey.set(key, seal(key, value))
  }
}

describe('values read lately', () => {
  it('[H4] are not read again until something else is stored, and are gone when they are removed', () => {
    const disk = new Disk()
    const recent = new RecentValues(disk)
    disk.put('c!1', { unread: 1 })
    expect([recent.value('c!1'), recent.value('c!1'), disk.gets]).toMatchObject([
      { unread: 1 },
      { unread: 1 },
      1,
    ])
    recent.stored([['c!1', { unread: 2 }]])
    expect([recent.value('c!1'), disk.gets]).toEqual([{ unread: 2 }, 1])
    disk.rowsByKey.clear()
    recent.stored([['c!1', undefined]])
    expect(recent.value('c!1')).toBeUndefined()
  })

  it('[H4] stay bounded, and what fell out is read again as it was stored last', () => {
    const disk = new Disk()
    const recent = new RecentValues(disk)
    disk.put('p!kept', 'old')
    expect(recent.value('p!kept')).toBe('old')
    disk.put('p!kept', 'new')
    recent.stored([['p!kept', 'new']])
    for (let index = 0; index < 5000; index += 1) recent.stored([[`p!${index}`, index]])
    const before = disk.gets
    expect([recent.value('p!kept'), disk.gets]).toEqual(['new', before + 1])
    expect([recent.value('p!4999'), disk.gets]).toEqual([4999, before + 1])
  })

  it('[H4] hold a summary whole, with its newest entry, which is stored by itself', () => {
    const disk = new Disk()
    const recent = new RecentValues(disk)
    const entry = { position: 7, body: 'the newest' }
    disk.put('c!1', { number: '1', unread: 1, lastEntry: 7 })
    disk.put('e!1!000000000007', entry)
    expect(recent.value('c!1')).toMatchObject({ number: '1', unread: 1, lastEntry: entry })
    expect(recent.value('c!1')).toMatchObject({ number: '1', unread: 1, lastEntry: entry })
    expect(disk.gets).toBe(2)
  })

  it('[H4] are only those that are asked for again and again', () => {
    const disk = new Disk()
    const recent = new RecentValues(disk)
    disk.put('e!1!000000000001', 'text')
    recent.value('e!1!000000000001')
    recent.value('e!1!000000000001')
    expect(disk.gets).toBe(2)
  })
})

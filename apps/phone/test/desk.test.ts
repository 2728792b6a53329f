import type { PhoneText } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { applyFrame, emptyDesk } from '../src/desk/desk.ts'
import { screenItems, timeLabel } from '../src/phone/screen-items.ts'

const noon = Date.parse('2026-11-22T12:00:00')

function makeText(changes: Partial<PhoneText> & { sid: string }): PhoneText {
  return {
    number: '+14155550132',
    line: '+15005550006',
    direction: 'inbound',
    body: changes.sid,
    pictures: [],
    state: 'delivered',
    automatic: false,
    at: at(0),
    ...changes,
  }
}

const at = (minutes: number) => new Date(noon + minutes * 60_000).toISOString()

const kinds = (texts: PhoneText[]) =>
  screenItems(texts, noon).map((item) => (item.kind === 'text' ? item.text.sid : item.kind))

describe('the desk', () => {
  it('changes a known text in place and puts a new one last', () => {
    const texts = ['a', 'b'].map((sid) => makeText({ sid, state: 'sent' }))
    const full = {
      type: 'desk' as const,
      line: '+1',
      phones: [],
      texts,
      faults: [],
      troubles: [],
      busyHour: { running: false, minute: 0, texts: 0 },
    }
    const desk = [
      full,
      { type: 'text' as const, text: makeText({ sid: 'c' }) },
      { type: 'text' as const, text: makeText({ sid: 'a', state: 'delivered' }) },
      { type: 'removed' as const, sid: 'b' },
    ].reduce(applyFrame, emptyDesk)
    expect(desk.connection).toBe('live')
    expect(desk.texts.get('+14155550132')).toMatchObject([
      { sid: 'a', state: 'delivered' },
      { sid: 'c' },
    ])
  })

  it('keeps the newest 300 texts of a phone and 200 troubles', () => {
    const trouble = {
      at: '',
      level: 'error' as const,
      code: 11200,
      message: '',
      url: null,
      messageSid: null,
      httpStatus: null,
    }
    let desk = emptyDesk
    for (let n = 0; n < 310; n += 1) {
      desk = applyFrame(desk, { type: 'text', text: makeText({ sid: String(n) }) })
      desk = applyFrame(desk, { type: 'trouble', trouble: { sid: String(n), ...trouble } })
    }
    expect(desk.texts.get('+14155550132')).toHaveLength(300)
    expect(desk.texts.get('+14155550132')?.at(-1)?.sid).toBe('309')
    expect(desk.troubles).toHaveLength(200)
    expect(desk.troubles[0]?.sid).toBe('309')
  })

  it('replaces everything when the desk comes anew', () => {
    const before = applyFrame(emptyDesk, { type: 'text', text: makeText({ sid: 'old' }) })
    const desk = applyFrame(before, {
      type: 'desk',
      line: '+1',
      phones: [],
      texts: [],
      faults: [],
      troubles: [],
      busyHour: { running: false, minute: 0, texts: 0 },
    })
    expect(desk.texts.size).toBe(0)
  })
})

describe('a phone’s screen', () => {
  it('shows what reached the phone, and dots for what is on its way', () => {
    const outbound = (sid: string, state: PhoneText['state']) =>
      makeText({ sid, direction: 'outbound', state })
    const texts = [
      makeText({ sid: 'mine' }),
      outbound('yours', 'delivered'),
      outbound('lost', 'lost'),
    ]
    expect(kinds(texts)).toEqual(['time', 'mine', 'yours'])
    expect(kinds([...texts, outbound('soon', 'coming')])).toEqual([
      'time',
      'mine',
      'yours',
      'coming',
    ])
  })

  it('tells the time again after a quarter of an hour', () => {
    const texts = [
      makeText({ sid: 'a' }),
      makeText({ sid: 'b', at: at(14) }),
      makeText({ sid: 'c', at: at(30) }),
    ]
    expect(kinds(texts)).toEqual(['time', 'a', 'b', 'time', 'c'])
  })

  it('shows the state under the newest own text and under each the line did not take', () => {
    const texts = [
      makeText({ sid: 'a' }),
      makeText({ sid: 'b', state: 'unanswered' }),
      makeText({ sid: 'c' }),
      makeText({ sid: 'd', direction: 'outbound' }),
    ]
    const shown = screenItems(texts, noon).flatMap((item) =>
      item.kind === 'text' && item.showState ? [item.text.sid] : [],
    )
    expect(shown).toEqual(['b', 'c'])
  })

  it.each([
    ['2026-11-22T09:05:00', 'Today 9:05 AM'],
    ['2026-11-21T23:59:00', 'Yesterday 11:59 PM'],
    ['2026-11-18T12:00:00', 'Wednesday 12:00 PM'],
    ['2026-10-01T12:00:00', 'Oct 1, 2026 12:00 PM'],
  ])('calls %s %s', (time, label) => {
    expect(timeLabel(time, noon).replaceAll(/\s/g, ' ')).toBe(label)
  })
})

import { describe, expect, it } from 'vitest'
import { parseUpstreamFrame } from '../src/upstream-frame.ts'
import { AT, makeAgent, makeChange, makeChangeset, makeMessage } from './shapes.ts'

const whole = () =>
  makeChangeset(7, { entries: [makeMessage()], conversations: [makeChange()], counts: { a: 1 } })
const frame = (changeset: unknown) => ({ type: 'changeset', changeset })

describe('a frame of the switchboard', () => {
  it('[G5] is taken as it came', () => {
    const made = frame(whole())
    expect(parseUpstreamFrame(made)).toEqual(made)
    const people = frame(makeChangeset(8, { agents: [makeAgent('ada')], audience: 'ada' }))
    expect(parseUpstreamFrame(people)).toEqual(people)
    const event = { seq: 1, changedSeq: 1, position: 1, conversation: '+1', at: AT }
    const told = frame(
      makeChangeset(9, { entries: [{ ...event, kind: 'event', event: 'assigned' }] }),
    )
    expect(parseUpstreamFrame(told)).toEqual(told)
  })

  it.each([
    ['no changeset', undefined],
    ['nothing', null],
    ['a text', 'changeset'],
    ['no seq', { ...whole(), seq: undefined }],
    ['half a seq', { ...whole(), seq: 'seven' }],
    ['no time', { ...whole(), at: undefined }],
    ['no entries', { ...whole(), entries: undefined }],
    ['an entry that is nothing', { ...whole(), entries: [null] }],
    ['an entry of no kind', { ...whole(), entries: [{ ...makeMessage(), kind: 'letter' }] }],
    ['a message without a text', { ...whole(), entries: [{ ...makeMessage(), body: undefined }] }],
    ['an entry without a time', { ...whole(), entries: [{ ...makeMessage(), at: undefined }] }],
    ['an entry of nobody', { ...whole(), entries: [{ ...makeMessage(), conversation: null }] }],
    ['an entry nowhere', { ...whole(), entries: [{ ...makeMessage(), position: '1' }] }],
    ['no rows', { ...whole(), conversations: {} }],
    [
      'a row that is nothing',
      { ...whole(), conversations: [{ conversation: null, before: null }] },
    ],
    [
      'a row without a number',
      { ...whole(), conversations: [makeChange({ number: null as never })] },
    ],
    ['a row from nowhere', { ...whole(), conversations: [{ ...makeChange(), before: undefined }] }],
    ['no counts', { ...whole(), counts: null }],
    ['no people', { ...whole(), agents: undefined }],
    ['people who are nobody', { ...whole(), agents: [{}] }],
    ['an audience that is no Agent', { ...whole(), audience: 7 }],
  ])('[G5] is refused with %s', (_what, changeset) => {
    expect(() => parseUpstreamFrame(frame(changeset))).toThrow(/Invalid|Expected|invalid|expected/)
  })
})

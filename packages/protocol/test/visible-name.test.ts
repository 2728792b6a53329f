import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { labelSchema, operations } from '../src/index.ts'

const zeroWidth = '\u200b'
const turned = '\u202eneves'
const id = 'x'

/** The arguments of every operation that gives something a name. */
const given = (name: string) =>
  [
    ['put-label', { name }],
    ['put-team', { name, members: [] }],
    ['name-line', { line: '+15005550006', name }],
    ['put-canned-response', { shortcut: name, text: 'Hello' }],
    ['create-agent', { name, password: 'long enough' }],
    ['update-agent', { id, name }],
    ['rename-me', { name }],
  ] as const

const problemsOf = (name: string) =>
  given(name).map(([type, args]) => v.safeParse(operations[type].args, args).issues?.[0].message)

describe('names', () => {
  it.each([zeroWidth, '\u3164', '\u2800', '\u200d\ufe0f'])(
    '[W15] can be seen, unlike %j',
    (name) => {
      for (const problem of problemsOf(name)) expect(problem).toMatch(/can be seen/)
    },
  )

  it.each([turned, 'a\u2066b\u2069'])('[W15] turn nothing, unlike %j', (name) => {
    for (const problem of problemsOf(name)) expect(problem).toMatch(/direction of writing/)
  })

  it.each(['Ann', '李', '7', '❤️', '!', 'אבג', 'a\u200bb'])('[W15] may be %s', (name) => {
    for (const problem of problemsOf(name)) expect(problem).toBeUndefined()
  })

  it('[W15] are read as they were stored before', () => {
    for (const name of [zeroWidth, turned])
      expect(v.is(labelSchema, { id, name, retired: false })).toBe(true)
  })
})

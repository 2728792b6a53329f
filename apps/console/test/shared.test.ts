import type { Label, SharedChange } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { applySharedChanges, applySharedPage, emptyShared } from '../src/state/shared.ts'
import { makeShared } from './factories.ts'
import { openConsole, settle } from './fake-wire.ts'

const label = (id: string, name = id): Label => ({ id, name, retired: false })
const named = (id: string, name: string): SharedChange => ({
  kind: 'label',
  id,
  value: label(id, name),
})

describe('what is shared beside the histories', () => {
  it('[C3] joins its page with what came live before and after, without gap or repeat', () => {
    const early = applySharedChanges(emptyShared, 9, [named('a', 'old')])
    const both = applySharedChanges(early, 11, [named('b', 'new')])
    const page = makeShared({ asOf: 10, labels: [label('a', 'read'), label('b', 'read')] })
    const read = applySharedPage(both, page)
    expect(read.labels).toEqual({ a: label('a', 'read'), b: label('b', 'new') })
    expect(applySharedChanges(read, 10, [named('a', 'stale')])).toBe(read)
    const gone = applySharedChanges(read, 12, [{ kind: 'label', id: 'a', value: null }])
    expect(Object.keys(gone.labels)).toEqual(['b'])
  })

  it('[C3] knows what is newer than its page by the change, not by where its batch began', async () => {
    const { console, wire } = openConsole()
    wire.welcome({ seq: 90 })
    wire.last('shared').answer(makeShared({ asOf: 100, labels: [label('a', 'read')] }))
    await settle()
    wire.tell({ type: 'shared', seq: 90, upTo: 99, shared: [named('a', 'stale')] })
    expect(console.state.get().shared.labels).toEqual({ a: label('a', 'read') })
    wire.tell({ type: 'shared', seq: 90, upTo: 105, shared: [named('a', 'new')] })
    expect(console.state.get().shared.labels).toEqual({ a: label('a', 'new') })
  })

  it('[C3] leaves out the answer to an older question', async () => {
    const { console, wire } = openConsole()
    wire.welcome()
    const first = wire.last('shared')
    wire.welcome({ seq: 200 })
    first.answer(makeShared({ asOf: 100, labels: [label('old')] }))
    wire.last('shared').answer(makeShared({ asOf: 200, labels: [label('new')] }))
    await settle()
    expect(Object.keys(console.state.get().shared.labels)).toEqual(['new'])
  })

  it('[C2] goes first when its history is gone', async () => {
    const { console, wire } = openConsole()
    wire.welcome()
    wire.last('shared').answer(makeShared({ labels: [label('old')] }))
    await settle()
    wire.welcome({ history: 'b', seq: 3 })
    expect(console.state.get().shared.labels).toEqual({})
  })
})

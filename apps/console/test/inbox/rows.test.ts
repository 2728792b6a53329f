import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareInbox, isAboveFloor, type Conversation } from '@switchboard/protocol'
import { Conversations } from '../../src/state/conversations.ts'
import { InboxRows } from '../../src/state/inbox-rows.ts'
import { emptyInbox, memberOf } from '../../src/state/inbox.ts'
import { ada, ben, makeConversation } from '../factories.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString()

const anyRow = fc
  .record({
    number: fc.integer({ min: 0, max: 30 }).map((n) => `+1415200${n}`),
    minute: fc.nat(50),
    assignee: fc.constantFrom(null, ada.id, ben.id),
    waits: fc.boolean(),
    unread: fc.nat(3),
  })
  .map(({ minute, waits, ...facts }) =>
    makeConversation({
      ...facts,
      lastActivityAt: at(minute),
      waitingSince: waits ? at(minute) : null,
    }),
  )
const anySteps = fc.array(fc.array(anyRow, { maxLength: 5 }), { minLength: 1, maxLength: 20 })

describe('rows of an inbox that changes', () => {
  it('[C4] stand as they would if all were sorted anew, whatever came, left or moved', () => {
    fc.assert(
      fc.property(
        anySteps,
        fc.constantFrom('latest' as const, 'waiting' as const),
        fc.constantFrom('mine' as const, 'all' as const),
        fc.boolean(),
        (steps, sort, view, hasFloor) => {
          const floor = hasFloor && sort === 'latest' ? at(20) : null
          const inbox = { ...emptyInbox({ view, sort }), floor }
          const rows = new InboxRows()
          let known = Conversations.none
          for (const step of steps) {
            const [gone] = step
            known = known.with(step)
            if (gone && step.length === 5)
              known = known.without(({ number }) => number === gone.number)
            const listed = rows.of({ conversations: known, inbox, me: ada })
            expect(listed).toEqual(sorted(known, inbox))
            expect(rows.of({ conversations: known, inbox, me: ada })).toBe(listed)
          }
        },
      ),
    )
  })

  it('[C4] stay the same list when something changes that is not listed', () => {
    const inbox = emptyInbox({ view: 'mine' })
    const rows = new InboxRows()
    const known = Conversations.of([makeConversation({ assignee: ada.id })])
    const listed = rows.of({ conversations: known, inbox, me: ada })
    const more = known.with([makeConversation({ number: '+2', assignee: ben.id })])
    expect(rows.of({ conversations: more, inbox, me: ada })).toBe(listed)
  })
})

function sorted(
  known: Conversations,
  inbox: ReturnType<typeof emptyInbox>,
): readonly Conversation[] {
  const isMember = memberOf(inbox, ada.id)
  return [...known]
    .filter((row) => isMember(row) && isAboveFloor(row, inbox))
    .toSorted(compareInbox(inbox.sort))
}

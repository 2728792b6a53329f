import { describe } from 'vitest'
import { describeChanges } from './changes.ts'
import type { CreateStore } from './fixtures.ts'
import { describeFollowing } from './following.ts'
import { describeInbox } from './inbox.ts'
import { describeIndexes } from './indexes.ts'
import { describeLife } from './life.ts'
import { describeMaintenance } from './maintenance.ts'
import { describeModel } from './model.ts'
import { describePages } from './pages.ts'
import { describeTexts } from './texts.ts'
import { describeWriting } from './writing.ts'

/** Everything a HistoryStore must do, whatever it is made of. `create` gives a new, open, empty one. */
export function describeHistoryStore(name: string, create: CreateStore): void {
  describe(`${name} as a HistoryStore`, () => {
    describe('writing', () => {
      describeWriting(create)
    })
    describe('changes', () => {
      describeChanges(create)
    })
    describe('pages', () => {
      describePages(create)
    })
    describe('indexes', () => {
      describeIndexes(create)
    })
    describe('inbox', () => {
      describeInbox(create)
    })
    describe('following', () => {
      describeFollowing(create)
    })
    describe('strange texts', () => {
      describeTexts(create)
    })
    describe('life', () => {
      describeLife(create)
    })
    describe('maintenance', () => {
      describeMaintenance(create)
    })
    describe('model', () => {
      describeModel(create)
    })
  })
}

import { afterEach, beforeEach } from 'vitest'
import { closeAll } from './at-end.ts'

// What goes on when the test that began it is over fails in the next one, or in none when its page is gone.
beforeEach(() => {
  globalThis.fetch = () => Promise.reject(new TypeError('There is no network in these tests.'))
})
afterEach(closeAll)

// happy-dom takes Alt for AltGr; nobody presses that unless a test says so.
KeyboardEvent.prototype.getModifierState = () => false

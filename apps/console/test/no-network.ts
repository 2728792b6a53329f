import { beforeEach } from 'vitest'

// What is asked of a server that is not there would fail some time later, when the test that asked is over.
beforeEach(() => {
  globalThis.fetch = () => Promise.reject(new TypeError('There is no network in these tests.'))
})

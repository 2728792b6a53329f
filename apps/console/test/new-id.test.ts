import { expect, it } from 'vitest'
import { newId } from '../src/state/new-id.ts'

const sources = import.meta.glob(['../src/**/*.{ts,tsx}', '!../src/state/new-id.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

it('[C195] ids are 128 random bits, and each another one', () => {
  expect(newId()).toMatch(/^[0-9a-f]{32}$/)
  expect(newId()).not.toBe(newId())
})

it('[C195] nothing makes them by what a page over plain http does not have', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(200)
  const users = Object.entries(sources).filter(([, text]) => text.includes('randomUUID'))
  expect(users.map(([file]) => file)).toEqual([])
})

import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeMessage, makeNote } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const LONG = `First\n${'line\n'.repeat(60)}see https://example.com/last`

const bubble = (): HTMLElement => within(screen.getByRole('log')).getByText(/^First/)
const isBegun = (): boolean => /begun/.test(bubble().className)
/** Where what is found in it is marked, and its words stand in pieces. */
const isFoundBegun = (): boolean =>
  /begun/.test(document.querySelector('[class*=bubble]')!.className)
const more = (name = 'Show all of it'): HTMLElement => screen.getByRole('button', { name })

describe('a very long text', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C197] is begun, shown whole by a press, and begun again by another', async () => {
    await openDesk({}, [makeMessage({ body: LONG })])
    expect(isBegun()).toBe(true)
    expect(more().getAttribute('aria-expanded')).toBe('false')
    expect(more().getAttribute('aria-controls')).toBe(bubble().id)
    fireEvent.click(more())
    expect(isBegun()).toBe(false)
    fireEvent.click(more('Show less'))
    expect(isBegun()).toBe(true)
  })

  it('[C197] is whole where a link in it has the focus', async () => {
    await openDesk({}, [makeMessage({ body: LONG })])
    act(() => screen.getByRole('link', { name: 'https://example.com/last' }).focus())
    expect(isBegun()).toBe(false)
    expect(more('Show less')).toBeTruthy()
  })

  it('[C197] is whole where the search found something in it, and less by a press', async () => {
    const note = makeNote({ position: 1, body: LONG })
    const { wire } = await openDesk({}, [note])
    expect(isBegun()).toBe(true)
    fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true })
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'line' } })
    await waitFor(() => expect(wire.last('find-entries').args).toMatchObject({ q: 'line' }))
    await act(async () => {
      wire.last('find-entries').answer({ found: [{ entry: note }], next: null, asOf: 100 })
      await settle()
    })
    expect(isFoundBegun()).toBe(false)
    fireEvent.click(more('Show less'))
    expect(isFoundBegun()).toBe(true)
  })

  it('[C197] is as written up to 48 lines', async () => {
    await openDesk({}, [makeMessage({ body: 'line\n'.repeat(47) })])
    expect(screen.queryByRole('button', { name: 'Show all of it' })).toBeNull()
  })
})

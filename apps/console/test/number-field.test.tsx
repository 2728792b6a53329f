import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const UNUSUAL = 'No number like it is known there. Please check it.'

const dialog = () => within(screen.getByRole('dialog', { name: 'New conversation' }))
const number = (): HTMLInputElement => dialog().getByLabelText('Phone number')
const hint = (): HTMLElement | null =>
  document.getElementById(number().getAttribute('aria-describedby') ?? '')

const type = (value: string): void => void fireEvent.change(number(), { target: { value } })

async function openDialog() {
  const desk = await openDesk()
  fireEvent.keyDown(document.body, { key: 'c' })
  await waitFor(() => expect(dialog().getByLabelText('Text')).toBeTruthy(), { timeout: 10_000 })
  return desk
}

describe('the number of a new conversation', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  // Of a length that is given out there, in a range that is not.
  it.each(['555 555 5555', '+65 2000 0000', '+61 900 000 000'])(
    '[C111] is said to be like none that is known: %s',
    async (typed) => {
      await openDialog()
      type(typed)
      expect(hint()?.textContent).toBe(UNUSUAL)
      expect(hint()?.getAttribute('role')).toBe('status')
      expect(number().getAttribute('aria-invalid')).toBeNull()
    },
  )

  it('[C111] is said so no longer once it is like others, or none at all', async () => {
    await openDialog()
    type('5555555555')
    expect(hint()?.textContent).toBe(UNUSUAL)
    type('4155550177')
    expect(hint()?.textContent).toBe('+1 415 555 0177')
    type('5555555555')
    type('')
    expect(hint()?.textContent).toMatch(/^As one dials it there/)
  })

  it('[C111] may be written to all the same: our tables may be behind', async () => {
    const { wire } = await openDialog()
    type('5555555555')
    fireEvent.change(dialog().getByLabelText('Text'), { target: { value: 'Hello!' } })
    await act(async () => {
      fireEvent.click(dialog().getByRole('button', { name: 'Send' }))
      await settle()
    })
    expect(wire.last('start-conversation').args).toMatchObject({
      number: '+15555555555',
      body: 'Hello!',
    })
    expect(hint()?.textContent).toBe(UNUSUAL)
  })
})

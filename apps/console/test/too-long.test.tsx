import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CUSTOMER, ben } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

type Desk = Awaited<ReturnType<typeof openDesk>>

const fields = import.meta.glob(['../src/**/*.tsx'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }))
const toldOf = (field: HTMLElement): string | undefined =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent

async function submit(verb: string): Promise<void> {
  await act(async () => {
    fireEvent.submit(screen.getByRole('button', { name: verb }).closest('form')!)
    await settle()
  })
}

interface Form {
  /** Buttons that lead to it. */
  open: string[]
  /** Named like this, it holds so many characters. */
  field: string
  most: number
  verb: string
  /** What sends it, and the part of it that was typed. */
  op: string
  sent: (text: string) => object
  row?: Parameters<typeof openDesk>[0]
  said?: (n: number) => string
}

const tooMany = (most: number) => (n: number) =>
  `There is room for ${most.toLocaleString('en')} characters; these are ${n.toLocaleString('en')}.`
const tooLongName = () => 'A name has at most 64 characters.'

const forms: Record<string, Form> = {
  'the name of a customer': {
    open: ['Add a name'],
    field: 'Name of the customer',
    most: 64,
    verb: 'Save',
    op: 'update-customer',
    sent: (name) => ({ name }),
    said: tooLongName,
  },
  'the name of a note about one': {
    open: ['Add a note'],
    field: 'What it is, such as Address',
    most: 64,
    verb: 'Save',
    op: 'update-customer',
    sent: (name) => ({ fields: [{ name, value: '' }] }),
    said: tooLongName,
  },
  'what it says': {
    open: ['Change Address'],
    field: 'What to remember',
    most: 500,
    verb: 'Save',
    op: 'update-customer',
    sent: (value) => ({ fields: [{ name: 'Address', value }] }),
    row: { fields: [{ name: 'Address', value: '1 Main St' }] },
  },
  'what a customer said': {
    open: ['Record opt-out…'],
    field: 'What did they say?',
    most: 500,
    verb: 'Record opt-out',
    op: 'opt-out',
    sent: (note) => ({ note }),
  },
  'the note to the next one': {
    open: ['Transfer'],
    field: 'Note to the next one',
    most: 4000,
    verb: 'Hand on',
    op: 'transfer',
    sent: (note) => ({ to: { kind: 'agent', agent: ben.id }, note }),
  },
  'the reason of a priority': {
    open: ['Priority'],
    field: 'Why? (optional)',
    most: 200,
    verb: 'Set priority',
    op: 'set-priority',
    sent: (reason) => ({ reason }),
  },
}

describe('what is too long', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C146] no field cuts what is pasted', () => {
    expect(Object.keys(fields).length).toBeGreaterThan(100)
    expect(Object.keys(fields).filter((path) => fields[path]?.includes('maxLength'))).toEqual([])
  })

  it.each(Object.entries(forms))(
    '[C146] is said under the field, stays and is not sent: %s',
    async (_, { open, field: name, most, verb, op, sent, row, said = tooMany(most) }) => {
      const { wire }: Desk = await openDesk(row)
      open.forEach(press)
      const field = screen.getByLabelText<HTMLInputElement>(name)
      // Blanks around it are not sent, and not counted; each half of a sign is, as by the switchboard.
      const fits = '😀'.repeat(most / 2)
      fireEvent.change(field, { target: { value: ` ${fits} a` } })
      expect(toldOf(field)).toBe(said(most + 2))
      expect(field.getAttribute('aria-invalid')).toBe('true')
      await submit(verb)
      expect(document.activeElement).toBe(field)
      expect(field.value).toBe(` ${fits} a`)
      expect(wire.count(op)).toBe(0)
      fireEvent.change(field, { target: { value: ` ${fits} ` } })
      expect(toldOf(field)).toBeUndefined()
      expect(field.hasAttribute('aria-invalid')).toBe(false)
      await submit(verb)
      expect(wire.last(op).args).toMatchObject({ number: CUSTOMER, ...sent(fits) })
    },
  )

  it('[C146] leads to the name of a note about a customer that is missing', async () => {
    const { wire } = await openDesk()
    press('Add a note')
    within(screen.getByRole('complementary', { name: 'Customer' }))
      .getByRole('textbox', { name: 'What to remember' })
      .focus()
    await submit('Save')
    expect(document.activeElement).toBe(screen.getByLabelText('What it is, such as Address'))
    expect(wire.count('update-customer')).toBe(0)
  })
})

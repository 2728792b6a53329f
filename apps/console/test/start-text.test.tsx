import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { MemoryStorage } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const dialog = () => within(screen.getByRole('dialog', { name: 'New conversation' }))
const text = (): HTMLTextAreaElement => dialog().getByLabelText('Text')

async function openDialog(storage?: MemoryStorage): Promise<void> {
  await openDesk({}, undefined, {}, null, storage)
  fireEvent.keyDown(document.body, { key: 'c' })
  await waitFor(() => expect(text()).toBeTruthy(), { timeout: 10_000 })
}

const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } })

describe('the text of a new conversation', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C160] has the sign that makes its segments short marked, and written plainly by a press', async () => {
    await openDialog()
    write(text(), 'It’s here')
    const meter = document.getElementById(text().getAttribute('aria-describedby')!)
    expect(meter?.querySelector('mark')?.textContent).toBe('’')
    expect(meter?.textContent).toMatch(/UCS-2/)
    fireEvent.click(dialog().getByRole('button', { name: /^Write it plainly/ }))
    expect(text().value).toBe("It's here")
    expect(document.activeElement).toBe(text())
    expect(meter?.textContent).toMatch(/GSM-7/)
  })

  it('[C111] outlives a reload, with the number, until it is sent', async () => {
    const storage = new MemoryStorage()
    await openDialog(storage)
    write(dialog().getByLabelText('Phone number'), '4155550177')
    write(dialog().getByRole('combobox', { name: 'Country' }), 'CA')
    write(text(), 'Hello!')
    cleanup()
    await openDialog(storage)
    expect(text().value).toBe('Hello!')
    expect(dialog().getByLabelText<HTMLInputElement>('Phone number').value).toBe('(415) 555-0177')
    expect(dialog().getByRole<HTMLSelectElement>('combobox', { name: 'Country' }).value).toBe('CA')
  })
})

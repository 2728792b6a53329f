import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const dialog = () => within(screen.getByRole('dialog', { name: 'New conversation' }))
const text = (): HTMLTextAreaElement => dialog().getByLabelText('Text')

async function write(value: string): Promise<void> {
  await openDesk()
  fireEvent.keyDown(document.body, { key: 'c' })
  await waitFor(() => expect(text()).toBeTruthy(), { timeout: 10_000 })
  fireEvent.change(text(), { target: { value } })
}

describe('the text of a new conversation', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C160] has the sign that makes its segments short marked, and written plainly by a press', async () => {
    await write('It’s here')
    const meter = document.getElementById(text().getAttribute('aria-describedby')!)
    expect(meter?.querySelector('mark')?.textContent).toBe('’')
    expect(meter?.textContent).toMatch(/UCS-2/)
    fireEvent.click(dialog().getByRole('button', { name: /^Write it plainly/ }))
    expect(text().value).toBe("It's here")
    expect(document.activeElement).toBe(text())
    expect(meter?.textContent).toMatch(/GSM-7/)
  })
})

import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SafeApp } from '../src/broken/safe-app.tsx'
import { SafeThread } from '../src/broken/safe-thread.tsx'
import { SafePart } from '../src/later/safe-part.tsx'

let isBroken = true
function Fragile() {
  if (isBroken) throw new Error('a row without a number')
  return <p>all well</p>
}

// React tells the console of what a boundary caught.
beforeEach(() => {
  isBroken = true
  vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  cleanup()
})

const button = (name: string) => screen.getByRole('button', { name })

function showPart() {
  render(
    <>
      <p>the list</p>
      <SafePart className="bar">
        <Fragile />
      </SafePart>
    </>,
  )
}

describe('what breaks', () => {
  it('[C163] in one thread leads on to the inbox, or once more', () => {
    history.replaceState(null, '', '/c/%2B15550001')
    render(
      <>
        <p>the inbox</p>
        <SafeThread of="+15550001">
          <Fragile />
        </SafeThread>
      </>,
    )
    expect(screen.getByText('the inbox')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('your drafts are kept')
    isBroken = false
    act(() => button('Try again').click())
    screen.getByText('all well')
    isBroken = true
    cleanup()
    render(
      <SafeThread of="+15550001">
        <Fragile />
      </SafeThread>,
    )
    act(() => button('Go to the inbox').click())
    expect(location.pathname).toBe('/')
  })

  it('[C163] in a part of the inbox leaves the rest, and is tried again by hand or on line', () => {
    showPart()
    expect(screen.getByText('the list')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('could not be loaded')
    isBroken = false
    act(() => button('Try again').click())
    screen.getByText('all well')
    isBroken = true
    cleanup()
    showPart()
    isBroken = false
    act(() => void dispatchEvent(new Event('online')))
    screen.getByText('all well')
  })

  it('[C163] anywhere leaves a page whose details can be copied, with or without a clipboard', async () => {
    const copied: string[] = []
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) }
    vi.stubGlobal('navigator', { userAgent: 'a browser', clipboard })
    render(
      <SafeApp>
        <Fragile />
      </SafeApp>,
    )
    screen.getByRole('heading', { name: 'Something broke in this page.' })
    expect(button('Reload')).toBeTruthy()
    await act(async () => button('Copy details').click())
    expect(copied.join()).toContain('a row without a number')
    expect(copied.join()).toContain('a browser')
    button('Copied')
    clipboard.writeText = () => Promise.reject(new Error('not allowed'))
    await act(async () => button('Copied').click())
    const details = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Details/ })
    expect(details.value).toContain('a row without a number')
    vi.unstubAllGlobals()
  })
})

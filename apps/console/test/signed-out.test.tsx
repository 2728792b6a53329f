import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../src/app.tsx'
import type { WireOptions } from '../src/state/wire.ts'
import { ada } from './factories.ts'

const { wires, nothing } = vi.hoisted(() => ({
  wires: [] as WireOptions[],
  nothing: (): void => undefined,
}))
vi.mock('../src/state/wire.ts', () => ({
  openWire(options: WireOptions) {
    wires.push(options)
    return { ask: () => new Promise(nothing), watch: nothing, act: nothing, close: nothing }
  },
}))

/** The gateway's HTTP side: whose session it is, and what the end of one is answered. */
function answerWith(session: [number, object], ended: () => number = () => 204) {
  vi.stubGlobal('fetch', (_path: string, { method }: RequestInit) => {
    const [status, body] = method === 'DELETE' ? [ended(), null] : session
    return Promise.resolve(new Response(body && JSON.stringify(body), { status }))
  })
}

const lose = (): void => act(() => wires.at(-1)?.onLink('signed-out'))
const signedOut = () => screen.queryByText(/You have been signed out/)
const signInPage = () => screen.findByRole('button', { name: 'Sign in' }, { timeout: 5_000 })

async function openApp(): Promise<void> {
  render(<App />)
  await screen.findByRole('tab', { name: 'Mine' }, { timeout: 5_000 })
}

beforeEach(() => history.replaceState(null, '', '/'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the sign-in page', () => {
  it('[C200] says so to whoever was signed out meanwhile', async () => {
    answerWith([200, { agent: ada }])
    await openApp()
    lose()
    await signInPage()
    expect(signedOut()?.getAttribute('role')).toBe('alert')
  })

  it('[C200] says nothing of it to who signed out, though the socket hears of it first', async () => {
    answerWith([200, { agent: ada }], () => {
      wires.at(-1)?.onLink('signed-out')
      return 204
    })
    await openApp()
    fireEvent.click(screen.getByRole('button', { name: /Ada Moreau/ }))
    fireEvent.click(await screen.findByRole('button', { name: 'Sign out' }))
    await signInPage()
    expect(signedOut()).toBeNull()
  })

  it('[C200] says nothing of it to who comes', async () => {
    answerWith([401, { error: { code: 'UNAUTHENTICATED', message: 'Nobody.' } }])
    render(<App />)
    await signInPage()
    expect(signedOut()).toBeNull()
  })
})

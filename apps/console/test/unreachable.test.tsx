import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from '../src/app.tsx'
import { ada } from './factories.ts'
import { settle } from './fake-wire.ts'

const nothing = (): void => undefined
vi.mock('../src/state/wire.ts', () => ({
  openWire: () => ({
    ask: () => new Promise(nothing),
    watch: nothing,
    act: nothing,
    close: nothing,
  }),
}))

type Answered = [status: number, body: object] | 'nothing'

/** The gateway's HTTP side, each answer of which comes when the test gives it. */
let answers: ((answered: Answered) => Promise<void>)[] = []
function stubGateway(): void {
  answers = []
  vi.stubGlobal('fetch', (path: string, { method }: RequestInit) => {
    expect([method, path]).toEqual(['GET', '/session'])
    return new Promise((resolve, reject) => {
      answers.push(async (answered) => {
        if (answered === 'nothing') reject(new TypeError('Failed to fetch'))
        else resolve(new Response(JSON.stringify(answered[1]), { status: answered[0] }))
        await act(settle)
      })
    })
  })
}

const answer = (answered: Answered): Promise<void> => answers.at(-1)!(answered)
const said = () => screen.queryByRole('heading', { name: 'The switchboard cannot be reached' })
const again = () => screen.getByRole('button', { name: 'Try again' })

beforeEach(() => {
  history.replaceState(null, '', '/')
  stubGateway()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a page that hears nothing of its session', () => {
  it.each<[string, Answered]>([
    ['nobody answers', 'nothing'],
    ['the gateway is there alone', [503, { error: { code: 'UNAVAILABLE', message: 'No.' } }]],
    ['something else answers', [502, {}]],
    ['the answer tells of no person', [200, {}]],
  ])(
    '[C20] says that nobody is reached where %s, and not that one is to sign in',
    async (...given) => {
      const [, answered] = given
      render(<App />)
      expect(said()).toBeNull()
      await answer(answered)
      expect(said()).not.toBeNull()
      expect(screen.getByText(/Nothing is lost/)).toBeTruthy()
      expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull()
    },
  )

  it('[C20] asks again at a press, once, stays as it is meanwhile, and leads on', async () => {
    render(<App />)
    await answer('nothing')
    act(() => again().focus())
    fireEvent.click(again())
    fireEvent.click(again())
    expect(answers).toHaveLength(2)
    expect(document.activeElement).toBe(again())
    expect(again().getAttribute('aria-disabled')).toBe('true')
    await answer('nothing')
    expect(said()).not.toBeNull()
    expect(document.activeElement).toBe(again())
    expect(again().getAttribute('aria-disabled')).toBeNull()
    fireEvent.click(again())
    await answer([200, { agent: ada }])
    expect(await screen.findByRole('tab', { name: 'Mine' }, { timeout: 5_000 })).toBeTruthy()
    expect(said()).toBeNull()
    expect(answers).toHaveLength(3)
  })

  it('[C20] leads to the sign-in page where it turns out that nobody is signed in', async () => {
    render(<App />)
    await answer('nothing')
    fireEvent.click(again())
    await answer([401, { error: { code: 'UNAUTHENTICATED', message: 'Nobody.' } }])
    await screen.findByRole('button', { name: 'Sign in' }, { timeout: 5_000 })
    expect(said()).toBeNull()
    expect(screen.queryByText(/You have been signed out/)).toBeNull()
  })
})

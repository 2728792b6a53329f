import type { Agent } from '@switchboard/protocol'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { InvitePage } from '../src/welcome/invite-page.tsx'
import { SignInPage } from '../src/welcome/sign-in-page.tsx'
import { WelcomePage } from '../src/welcome/welcome-page.tsx'
import { ada } from './factories.ts'

type Answer = [status: number, body: unknown]

/** The gateway's HTTP side, by method and path. */
function answerWith(answers: Record<string, Answer>) {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
    sent.push(body)
    const [status, answer] = answers[`${method} ${path}`] ?? [404, null]
    return Promise.resolve(new Response(JSON.stringify(answer), { status }))
  })
  return sent
}

function fillIn(name: string, password: string): void {
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: name } })
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } })
}

/** How the switchboard refuses who tried too often. */
const tooManyTries = (retryAfterSeconds: number) => ({
  error: { code: 'TOO_MANY_REQUESTS', message: 'no', data: { retryAfterSeconds } },
})

describe('before the console', () => {
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  it('[C20] makes the first admin by the link', async () => {
    const sent = answerWith({
      'POST /welcome/check': [200, { valid: true }],
      'POST /welcome': [200, { agent: ada }],
    })
    const signedIn: Agent[] = []
    render(<WelcomePage token="once" onSignedIn={(agent) => void signedIn.push(agent)} />)
    await screen.findByText(/You are the first one here/)
    fillIn('Ada Moreau', 'a few long words')
    fireEvent.click(screen.getByRole('button', { name: 'Start' }))
    await vi.waitFor(() => expect(signedIn).toEqual([ada]))
    const body = { token: 'once', name: 'Ada Moreau', password: 'a few long words' }
    expect(sent.at(-1)).toBe(JSON.stringify(body))
  })

  it('[C20] explains a link that was used', async () => {
    answerWith({ 'POST /welcome/check': [200, { valid: false }] })
    render(<WelcomePage token="once" onSignedIn={() => undefined} />)
    expect(await screen.findByText('This link has been used')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Go to sign in' })).toBeTruthy()
  })

  it.each([
    [401, { error: { code: 'BAD_CREDENTIALS', message: 'no' } }, /do not match/],
    [
      429,
      { error: { code: 'TOO_MANY_REQUESTS', message: 'no' } },
      /Too many tries.*wait 1 minute /,
    ],
    [429, tooManyTries(60), /wait 1 minute and/],
    [429, tooManyTries(841), /wait 15 minutes and/],
    [503, { error: { code: 'UNAVAILABLE', message: 'no' } }, /cannot be reached right now/],
    [502, '<html>', /cannot be reached right now/],
  ])('[C20] says kindly why nobody was signed in (%i), and keeps the name', async (...given) => {
    const [status, body, words] = given
    answerWith({ 'POST /session': [status, body] })
    render(<SignInPage onSignedIn={() => undefined} />)
    fillIn('Ada', 'wrong')
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText(words)).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Ada')
  })

  it('[C20] says that a name is too long instead of cutting it', async () => {
    const sent = answerWith({ 'POST /session': [200, { agent: ada }] })
    render(<SignInPage onSignedIn={() => undefined} />)
    fillIn('A'.repeat(65), 'a few long words')
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText('A name has at most 64 characters.')).toBeTruthy()
    expect(screen.getByLabelText('Name').hasAttribute('maxlength')).toBe(false)
    expect(sent).toEqual([])
  })

  it('[C149] makes the account somebody was invited to, and says who invited into what', async () => {
    const taken = { error: { code: 'NAME_TAKEN', message: 'Taken.' } }
    const answers: Record<string, Answer> = {
      'POST /invite/check': [200, { valid: true, role: 'admin', by: 'Ada Moreau' }],
      'POST /invite': [409, taken],
    }
    const sent = answerWith(answers)
    const signedIn: Agent[] = []
    render(<InvitePage token="once" onSignedIn={(agent) => void signedIn.push(agent)} />)
    await screen.findByText('Ada Moreau invites you')
    expect(screen.getByText(/as an admin/)).toBeTruthy()
    fillIn('Ben', 'short')
    fireEvent.click(screen.getByRole('button', { name: 'Join' }))
    expect(screen.getByText('A password has at least 8 characters.')).toBeTruthy()
    expect(sent).toHaveLength(1)
    fillIn('Ben', 'a few long words')
    fireEvent.click(screen.getByRole('button', { name: 'Join' }))
    expect(await screen.findByText('Ben is taken. Please choose another name.')).toBeTruthy()
    answers['POST /invite'] = [200, { agent: ada }]
    fillIn('Benjamin', 'a few long words')
    fireEvent.click(screen.getByRole('button', { name: 'Join' }))
    await vi.waitFor(() => expect(signedIn).toEqual([ada]))
    const body = { token: 'once', name: 'Benjamin', password: 'a few long words' }
    expect(sent.at(-1)).toBe(JSON.stringify(body))
  })

  it('[C149] explains an invitation that is over', async () => {
    answerWith({ 'POST /invite/check': [200, { valid: false }] })
    render(<InvitePage token="old" onSignedIn={() => undefined} />)
    expect(await screen.findByText('This invitation is over')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Go to sign in' })).toBeTruthy()
  })
})

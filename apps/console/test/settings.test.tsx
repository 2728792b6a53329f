import { SwitchboardError, type Invite } from '@switchboard/protocol'
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { followTheme } from '../src/state/preferences.ts'
import { CUSTOMER, LINE, ada, ben, makeConversation } from './factories.ts'
import { settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

type Opened = Awaited<ReturnType<typeof openDesk>>
type Shared = Parameters<typeof openDesk>[2]

/** The settings at one page, as Ada, an admin, sees them. */
async function openPage(name: string, shared: Shared = {}): Promise<Opened> {
  const opened = await openDesk({}, undefined, shared)
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }))
  fireEvent.click(await screen.findByRole('link', { name }))
  await screen.findByRole('heading', { level: 1, name })
  return opened
}

async function answer(wire: Opened['wire'], op: string, result: unknown): Promise<void> {
  await waitFor(() => wire.last(op))
  await act(async () => {
    if (result instanceof SwitchboardError) wire.last(op).refuse(result)
    else wire.last(op).answer(result)
    await settle()
  })
}

const click = (name: string | RegExp): boolean =>
  fireEvent.click(screen.getByRole('button', { name }))

const buttons = (name: RegExp): (string | null)[] =>
  screen.getAllByRole('button', { name }).map((one) => one.getAttribute('aria-label'))

function fill(label: string | RegExp, value: string): HTMLInputElement {
  const field = screen.getByLabelText<HTMLInputElement>(label)
  fireEvent.change(field, { target: { value } })
  return field
}

/** What stands under a field as wrong with it. */
function wrongWith(field: HTMLElement): string {
  if (field.getAttribute('aria-invalid') !== 'true') return ''
  const ids = field.getAttribute('aria-describedby')?.split(' ') ?? []
  return document.querySelector(`[id="${ids[0]}"]`)?.textContent ?? ''
}

beforeAll(async () => {
  giveSizes()
  // On a busy machine what is loaded later takes its time.
  configure({ asyncUtilTimeout: 15_000 })
  await import('../src/settings/settings-area.tsx')
}, 60_000)
beforeEach(() => localStorage.clear())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

describe('the settings', () => {
  it('[C140] stand over the desk and lead back to the conversation one came from', async () => {
    await openPage('Routing')
    expect(location.pathname).toBe('/settings/routing')
    expect(document.activeElement?.textContent).toBe('Routing')
    expect(screen.getByRole('link', { name: 'Routing' }).getAttribute('aria-current')).toBe('page')
    fireEvent.click(screen.getByRole('link', { name: 'Back to conversations' }))
    expect(location.pathname).toBe(`/c/${encodeURIComponent(CUSTOMER)}`)
    expect(screen.getByRole('log', { name: 'Timeline' })).toBeTruthy()
  })

  it('[C140] [C194] have the focus without a page name too, and give it back to the thread', async () => {
    await openDesk()
    act(() => history.pushState(null, '', '/settings/'))
    const heading = await screen.findByRole('heading', { level: 1, name: 'Name and password' })
    expect(document.activeElement).toBe(heading)
    expect(screen.queryByText('There is no such page in the settings.')).toBeNull()
    const back = screen.getByRole('link', { name: 'Back to conversations' })
    act(() => back.focus())
    await act(async () => {
      fireEvent.click(back)
      await settle()
    })
    expect(document.activeElement).toBe(screen.getByRole('log', { name: 'Timeline' }))
    await act(async () => {
      history.pushState(null, '', '/')
      await settle()
    })
    act(() => history.pushState(null, '', '/settings'))
    await screen.findByRole('heading', { level: 1, name: 'Name and password' })
    await act(async () => {
      screen.getByRole('link', { name: 'Back to conversations' }).focus()
      fireEvent.click(screen.getByRole('link', { name: 'Back to conversations' }))
      await settle()
    })
    const list = screen.getByRole('region', { name: 'Conversations' })
    expect(list.contains(document.activeElement)).toBe(true)
  })

  it('[C140] let the keys of the conversations rest', async () => {
    const { wire } = await openPage('Routing')
    for (const key of ['j', 'k', 'e', 'x', '/']) fireEvent.keyDown(document.body, { key })
    expect(location.pathname).toBe('/settings/routing')
    expect(wire.count('resolve')).toBe(0)
  })

  it('[C140] show an agent their own pages only, and say so of the others', async () => {
    const { wire } = await openDesk()
    act(() => wire.welcome({ me: { ...ada, role: 'agent' } }))
    act(() => history.pushState(null, '', '/settings/people'))
    expect(await screen.findByText(/Only admins see this page/)).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'People' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Canned responses' })).toBeTruthy()
    act(() => history.pushState(null, '', '/settings/nothing'))
    expect(screen.getByText('There is no such page in the settings.')).toBeTruthy()
  })

  it('[C22] keep the theme that was chosen', async () => {
    followTheme(document.documentElement)
    await openPage('Language and look')
    fireEvent.click(screen.getByRole('radio', { name: 'Dark' }))
    expect(document.documentElement.dataset['theme']).toBe('dark')
    expect(localStorage.getItem('switchboard:preferences')).toContain('"dark"')
  })
})

describe('forms of the settings', () => {
  it('[C146] say what is wrong under the field once it was left, and as one goes on', async () => {
    await openPage('Routing')
    const field = fill('Minutes until idle means away', 'five')
    expect(wrongWith(field)).toBe('')
    fireEvent.blur(field)
    expect(wrongWith(field)).toBe('A whole number from 1 to 480, please.')
    fill('Minutes until idle means away', '15')
    expect(wrongWith(field)).toBe('')
  })

  it.each(['abc', '0', '-1', '3.5', ''])(
    '[C146] say what is wrong with “%s” after a pause in typing, and take it back at once',
    async (text) => {
      await openPage('Routing')
      vi.useFakeTimers()
      const field = fill('Conversations at once', text)
      act(() => void vi.advanceTimersByTime(500))
      expect(wrongWith(field)).toBe('')
      act(() => void vi.advanceTimersByTime(200))
      expect(wrongWith(field)).toBe('A whole number from 1 to 1000, please.')
      const untouched = screen.getByLabelText('Seconds of grace')
      expect(wrongWith(untouched)).toBe('')
      fill('Conversations at once', '12')
      expect(wrongWith(field)).toBe('')
    },
  )

  it('[C146] say nothing of a field that was emptied by what it made', async () => {
    const { wire } = await openPage('Labels', { labels: [] })
    vi.useFakeTimers()
    const field = fill('New label', 'Delivery')
    click('Make the label')
    await act(async () => {
      wire.last('put-label').answer({ label: { id: 'l3', name: 'Delivery', retired: false } })
      await vi.advanceTimersByTimeAsync(2000)
    })
    expect([field.value, wrongWith(field)]).toEqual(['', ''])
  })

  it('[C146] let a password be typed to its end', async () => {
    await openPage('Name and password')
    vi.useFakeTimers()
    const field = fill('New password', 'short')
    act(() => void vi.advanceTimersByTime(5000))
    expect(wrongWith(field)).toBe('')
    fireEvent.blur(field)
    expect(wrongWith(field)).toBe('A password has at least 8 characters.')
  })

  it('[C146] lead to what is wrong, keep what is refused, and say quietly what is saved', async () => {
    const { wire } = await openPage('Routing')
    const field = fill('Seconds of grace', '2')
    click('Save')
    await waitFor(() => expect(document.activeElement).toBe(field))
    expect(wire.count('put-settings')).toBe(0)
    fill('Seconds of grace', '60')
    click('Save')
    await answer(wire, 'put-settings', new SwitchboardError('UNAVAILABLE', 'Gone for a moment.'))
    expect(screen.getByRole('alert').textContent).toContain('What you typed is still here')
    expect(field.value).toBe('60')
    click('Save')
    expect(wire.last('put-settings').args).toEqual({
      automaticAssignment: true,
      defaultCapacity: 20,
      idleMinutes: 5,
      graceSeconds: 60,
    })
    await answer(wire, 'put-settings', { settings: {} })
    expect(screen.getByText('Saved')).toBeTruthy()
    expect([field.value, screen.queryByRole('alert')]).toEqual(['60', null])
  })

  it('[C146] lead to the field that was refused, and say so aloud', async () => {
    const { wire } = await openPage('Name and password')
    const field = fill('Name', 'Bob')
    const [save] = screen.getAllByRole('button', { name: 'Save' })
    save!.focus()
    fireEvent.click(save!)
    expect(document.activeElement).toBe(save)
    await answer(wire, 'rename-me', new SwitchboardError('NAME_TAKEN', 'Taken.'))
    expect(document.activeElement).toBe(field)
    const said = screen.getByText('Bob is taken. Please choose another name.')
    expect(said.getAttribute('role')).toBe('alert')
    expect(wrongWith(field)).toBe(said.textContent)
  })

  it('[C146] take the focus from nobody who went on meanwhile', async () => {
    const { wire } = await openPage('Name and password')
    fill('Name', 'Bob')
    fireEvent.click(screen.getAllByRole('button', { name: 'Save' })[0]!)
    const elsewhere = screen.getByRole('link', { name: 'Routing' })
    elsewhere.focus()
    await answer(wire, 'rename-me', new SwitchboardError('NAME_TAKEN', 'Taken.'))
    expect(document.activeElement).toBe(elsewhere)
  })

  it('[C146] keep the focus when what was typed is given up', async () => {
    await openPage('Lines', { lines: [{ line: LINE, name: null, lastUsedAt: null }] })
    const field = fill(/^Name of/, 'Shop')
    const cancel = screen.getByRole('button', { name: 'Cancel' })
    cancel.focus()
    fireEvent.click(cancel)
    expect(field.value).toBe('')
    expect(document.activeElement).toBe(field)
  })

  it('[C146] keep what is not saved over a change of page, mark it, and ask before the tab goes', async () => {
    await openPage('Routing')
    fill('Seconds of grace', '90')
    fireEvent.click(screen.getByRole('link', { name: 'Labels' }))
    const marked = await screen.findByRole('link', { name: /Routing.*not saved/ })
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    expect(leaving.defaultPrevented).toBe(true)
    click(/settings$/)
    click('Sign out')
    expect(screen.getByText(/signing out loses what you typed/)).toBeTruthy()
    fireEvent.click(marked)
    expect(screen.getByLabelText<HTMLInputElement>('Seconds of grace').value).toBe('90')
    click('Cancel')
    const left = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(left)
    expect(left.defaultPrevented).toBe(false)
  })

  it('[C147] change one’s own name and password', async () => {
    const { wire } = await openPage('Name and password')
    const name = fill('Name', 'Ben Okafor')
    const [save] = screen.getAllByRole('button', { name: 'Save' })
    fireEvent.click(save!)
    await answer(wire, 'rename-me', new SwitchboardError('NAME_TAKEN', 'Taken.'))
    expect(wrongWith(name)).toBe('Ben Okafor is taken. Please choose another name.')
    fill('Name', 'Ada King')
    fireEvent.click(save!)
    await answer(wire, 'rename-me', { agent: { ...ada, name: 'Ada King' } })
    expect(screen.getByRole('button', { name: 'You are Ada King: settings' })).toBeTruthy()

    const current = fill('Current password', 'wrong')
    const password = fill('New password', 'short')
    fireEvent.blur(password)
    expect(wrongWith(password)).toBe('A password has at least 8 characters.')
    fill('New password', 'much longer words')
    click('Change password')
    await answer(wire, 'change-password', new SwitchboardError('BAD_CREDENTIALS', 'No.'))
    expect(wrongWith(current)).toBe('This is not your current password.')
    fill('Current password', 'right')
    click('Change password')
    await answer(wire, 'change-password', {})
    expect(screen.getByText(/Your password is changed/)).toBeTruthy()
    expect([current.value, password.value]).toEqual(['', ''])
  })
})

const invite: Invite = {
  id: 'i1',
  role: 'agent',
  by: ada.id,
  createdAt: '2026-11-22T12:00:00.000Z',
  expiresAt: '2026-11-29T12:00:00.000Z',
}

describe('people', () => {
  it('[C144] are invited by a link that is shown once and copied; open invitations are revoked', async () => {
    const copied: string[] = []
    vi.stubGlobal('navigator', {
      languages: ['en'],
      clipboard: { writeText: async (text: string) => Promise.resolve(void copied.push(text)) },
    })
    const { wire } = await openPage('People')
    await answer(wire, 'invites', { invites: [] })
    fireEvent.change(screen.getByLabelText('Invite as'), { target: { value: 'admin' } })
    click('Make a link')
    expect(wire.last('create-invite').args).toEqual({ role: 'admin' })
    await answer(wire, 'create-invite', { invite, token: 'secret' })
    await answer(wire, 'invites', { invites: [invite] })
    const link = screen.getByLabelText<HTMLInputElement>('Link to send')
    expect(link.value).toBe(`${location.origin}/invite/secret`)
    click('Copy')
    await screen.findByText('Copied')
    expect(copied).toEqual([link.value])
    const open = within(screen.getByRole('list', { name: 'Open invitations' }))
    // To the minute: nobody needs the second.
    expect(open.getByText(/until/).textContent).not.toMatch(/:\d\d:\d\d/)
    fireEvent.click(open.getByRole('button', { name: /^Revoke the invitation as Agent/ }))
    expect(wire.last('revoke-invite').args).toEqual({ id: 'i1' })
    await answer(wire, 'revoke-invite', {})
    await answer(wire, 'invites', { invites: [] })
    expect(screen.getByText(/its link works no more/)).toBeTruthy()
    expect(screen.queryByLabelText('Link to send')).toBeNull()
    expect(document.activeElement?.textContent).toBe('Invite a colleague')
  })

  it('[C144] see a link go once somebody came in by it, and no other', async () => {
    const { wire, console } = await openPage('People')
    const join = (id: string): void =>
      act(() =>
        console.state.update((state) => ({
          ...state,
          agents: { ...state.agents, [id]: { ...ben, id, name: id } },
        })),
      )
    await answer(wire, 'invites', { invites: [] })
    click('Make a link')
    await answer(wire, 'create-invite', { invite, token: 'secret' })
    const other = { ...invite, id: 'i2' }
    await answer(wire, 'invites', { invites: [invite, other] })
    const before = wire.count('invites')
    join('Cleo')
    await waitFor(() => expect(wire.count('invites')).toBe(before + 1))
    await answer(wire, 'invites', { invites: [invite] })
    expect(screen.getByLabelText('Link to send')).toBeTruthy()
    expect(screen.getAllByRole('button', { name: /^Revoke/ })).toHaveLength(1)
    screen.getByRole('button', { name: 'Copy' }).focus()
    join('Dan')
    await waitFor(() => expect(wire.count('invites')).toBe(before + 2))
    await answer(wire, 'invites', { invites: [] })
    expect(screen.queryByLabelText('Link to send')).toBeNull()
    expect(screen.getByText(/stood here works no more/)).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('Invite a colleague')
  })

  it('[C145] have a role and a capacity', async () => {
    const { wire } = await openPage('People')
    click('Change Ben Okafor')
    const capacity = fill('Conversations at once', '-1')
    fireEvent.blur(capacity)
    expect(wrongWith(capacity)).toBe('A whole number from 0 to 1000, please.')
    fill('Conversations at once', '')
    fireEvent.change(screen.getByLabelText('Role'), { target: { value: 'admin' } })
    click('Save')
    expect(wire.last('update-agent').args).toEqual({
      id: ben.id,
      name: ben.name,
      role: 'admin',
      capacity: null,
    })
    await answer(wire, 'update-agent', { agent: { ...ben, role: 'admin' }, givenBack: 0 })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change Ben Okafor' }))
  })

  it('[C145] lose their access after it was said how much work goes back, and get it again', async () => {
    const { wire } = await openPage('People')
    click('Change Ben Okafor')
    click('End access…')
    expect(screen.getByText('Counting what Ben Okafor holds…')).toBeTruthy()
    await act(async () => {
      for (const { op, args, answer: tell } of wire.asked)
        if (op === 'conversations' && args['agent'] === ben.id)
          tell({ conversations: [makeConversation()], next: null, asOf: 100 })
      await settle()
    })
    expect(screen.getByText(/^Ben Okafor holds 2 conversations.*back to the queue/)).toBeTruthy()
    click('End access of Ben Okafor')
    expect(wire.last('update-agent').args).toEqual({ id: ben.id, disabled: true })
    await answer(wire, 'update-agent', { agent: { ...ben, disabled: true }, givenBack: 2 })
    expect(screen.getByText(/2 conversations went back to the queue/)).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('People')
    click('Give Ben Okafor access again')
    expect(wire.last('update-agent').args).toEqual({ id: ben.id, disabled: false })
    await answer(wire, 'update-agent', { agent: ben, givenBack: 0 })
    expect(screen.getByText(/can sign in again/)).toBeTruthy()
  })

  it('[C145] the last admin stays one', async () => {
    await openPage('People')
    click('Change Ada Moreau')
    expect(screen.getByLabelText<HTMLSelectElement>('Role').disabled).toBe(true)
    expect(screen.getByRole('button', { name: 'End access…' })).toHaveProperty('disabled', true)
    expect(screen.getAllByText(/The only admin/).length).toBeGreaterThan(0)
  })
})

const quietSystem = {
  warnings: [],
  lines: [LINE],
  rejected: { count: 0, newest: [] },
  quarantine: { quarantined: [], total: 0 },
  backfill: { running: false, lastRunAt: null, added: 0, error: null },
}

describe('what admins arrange', () => {
  it('[C148] teams are made, filled and closed', async () => {
    const team = { id: 't1', name: 'Billing', members: [ben.id], disabled: false }
    const { wire } = await openPage('Teams', { teams: [team] })
    click('New team')
    fill('Name of the team', 'billing')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Ada Moreau' }))
    click('Make the team')
    expect(wire.count('put-team')).toBe(0)
    expect(wrongWith(screen.getByLabelText('Name of the team'))).toMatch(/already/)
    fill('Name of the team', 'Repairs')
    click('Make the team')
    const args = { name: 'Repairs', members: [ada.id], disabled: false }
    expect(wire.last('put-team').args).toEqual(args)
    await answer(wire, 'put-team', { team: { ...args, id: 't2' } })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'New team' }))
    click('Change the team Billing')
    fireEvent.click(screen.getByRole('checkbox', { name: /Takes no new work/ }))
    click('Save')
    expect(wire.last('put-team').args).toEqual({ ...team, disabled: true })
  })

  it('[C148] Lines get names', async () => {
    const lines = [{ line: LINE, name: null, lastUsedAt: null }]
    const { wire } = await openPage('Lines', { lines })
    expect(screen.getByText('Not used yet')).toBeTruthy()
    fill(/^Name of \+1 415/, 'Support')
    click('Save')
    expect(wire.last('name-line').args).toEqual({ line: LINE, name: 'Support' })
    await answer(wire, 'name-line', {})
    expect(screen.getByText('Saved')).toBeTruthy()
  })

  it('[C208] a form in a row closes with Escape, unless something was changed in it', async () => {
    const team = { id: 't1', name: 'Billing', members: [], disabled: false }
    const labels = [{ id: 'l1', name: 'Refund', retired: false }]
    await openPage('Labels', { labels, teams: [team] })
    const rows = [
      ['Labels', 'Rename Refund', 'Name of the label'],
      ['Teams', 'Change the team Billing', 'Name of the team'],
      ['Teams', 'New team', 'Name of the team'],
      ['People', 'Change Ben Okafor', 'Name'],
    ] as const
    for (const [page, button, label] of rows) {
      fireEvent.click(screen.getByRole('link', { name: page }))
      click(button)
      const before = screen.getByLabelText<HTMLInputElement>(label).value
      const field = fill(label, 'Else')
      fireEvent.keyDown(field, { key: 'Escape' })
      expect(field.isConnected).toBe(true)
      fill(label, before)
      fireEvent.keyDown(field, { key: 'Escape', isComposing: true })
      expect(field.isConnected).toBe(true)
      fireEvent.keyDown(field, { key: 'Escape' })
      expect(field.isConnected).toBe(false)
      expect(document.activeElement).toBe(screen.getByRole('button', { name: button }))
    }
  })

  it('[C207] numbers in names are put in order by their value', async () => {
    const named = ['Label 10', 'label 2', 'Label 1']
    const labels = named.map((name) => ({ id: name, name, retired: false }))
    const teams = named.map((name) => ({ id: name, name, members: [], disabled: false }))
    const cannedResponses = ['a10', 'a2'].map((shortcut) => ({
      id: shortcut,
      shortcut,
      text: 'Hello',
      owner: null,
    }))
    const inOrder = ['Label 1', 'label 2', 'Label 10']
    await openPage('Labels', { labels, teams, cannedResponses })
    expect(buttons(/^Rename /)).toEqual(inOrder.map((name) => `Rename ${name}`))
    fireEvent.click(screen.getByRole('link', { name: 'Teams' }))
    expect(buttons(/^Change the team/)).toEqual(inOrder.map((name) => `Change the team ${name}`))
    fireEvent.click(screen.getByRole('link', { name: 'Canned responses' }))
    expect(buttons(/^Change \//)).toEqual(['Change /a2', 'Change /a10'])
  })

  it('[C148] labels are made, renamed, retired and offered again', async () => {
    const labels = [
      { id: 'l1', name: 'Refund', retired: false },
      { id: 'l2', name: 'Old', retired: true },
    ]
    const { wire } = await openPage('Labels', { labels })
    const field = fill('New label', 'refund')
    click('Make the label')
    expect(wrongWith(field)).toBe('There is a label with this name already.')
    fill('New label', 'Delivery')
    click('Make the label')
    expect(wire.last('put-label').args).toEqual({ name: 'Delivery' })
    await answer(wire, 'put-label', { label: { id: 'l3', name: 'Delivery', retired: false } })
    expect([field.value, wrongWith(field)]).toEqual(['', ''])
    expect(screen.getByText('Delivery is there.')).toBeTruthy()
    click('Rename Refund')
    fill('Name of the label', 'Refunds')
    click('Save')
    expect(wire.last('put-label').args).toEqual({ id: 'l1', name: 'Refunds', retired: false })
    await answer(wire, 'put-label', { label: { id: 'l1', name: 'Refunds', retired: false } })
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Rename Refund' }))
    click('Retire Refund')
    expect(wire.last('put-label').args).toEqual({ id: 'l1', name: 'Refund', retired: true })
    click('Offer Old again')
    expect(wire.last('put-label').args).toEqual({ id: 'l2', name: 'Old', retired: false })
  })

  it('[C148] canned responses are changed by the same form as beside the reply', async () => {
    const { wire } = await openPage('Canned responses')
    fill('Shortcut', 'hours')
    fill('Text', 'We open at nine.')
    click('Save')
    expect(wire.last('put-canned-response').args).toMatchObject({ shortcut: 'hours' })
  })

  it('[C146] a canned response that is not saved stays over a change of page, and is marked', async () => {
    await openPage('Canned responses')
    fill('Text', 'We open at nine.')
    fireEvent.click(screen.getByRole('link', { name: 'Language and look' }))
    fireEvent.click(screen.getByRole('link', { name: /^Canned responses.*not saved/i }))
    expect(screen.getByDisplayValue('We open at nine.')).toBeTruthy()
    click('Cancel')
    expect(screen.queryByDisplayValue('We open at nine.')).toBeNull()
  })

  it.each(['Canned responses', 'System', 'People', 'Name and password', 'Language and look'])(
    '[C206] no level of headings is left out on the page %s',
    async (name) => {
      const { wire } = await openPage(name, {
        cannedResponses: [{ id: 'c1', shortcut: 'hi', text: 'Hello', owner: null }],
      })
      if (name === 'System') await answer(wire, 'system', { system: quietSystem })
      const page = within(screen.getByRole('region', { name }))
      const levels = page.getAllByRole('heading').map(({ tagName }) => Number(tagName.slice(1)))
      expect(levels.every((level, i) => level - (levels[i - 1] ?? 0) <= 1)).toBe(true)
      expect(levels.length).toBeGreaterThan(1)
    },
  )

  it('[C148] how the system is', async () => {
    const { wire } = await openPage('System')
    await waitFor(() => expect(wire.count('system')).toBe(1))
  })
})

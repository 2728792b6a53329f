import { SwitchboardError } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ada, ben, makeConversation } from '../factories.ts'
import { isAvailable } from '../../src/keys/actions.ts'
import { settle } from '../fake-wire.ts'
import { giveSizes } from '../layout.ts'
import { numberOf, openInbox } from './open-inbox.tsx'

const box = (n: number): HTMLInputElement =>
  screen.getByRole('checkbox', { name: `Select +1 415 555 ${2000 + n}` })
const bar = () => within(screen.getByRole('group', { name: 'With those selected' }))
function press(key: string, more = {}): void {
  act(() => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }))
}

/** The first two rows, or others. */
function choose(rows = [0, 1]): void {
  for (const n of rows) fireEvent.click(box(n))
}

type Desk = Awaited<ReturnType<typeof openInbox>>

function selected({ console }: Desk): string[] {
  return [...console.selection.numbers].toSorted()
}

async function answer({ wire }: Desk, refused: Record<string, string> = {}): Promise<void> {
  const asked = wire.last('bulk')
  const results = (asked.args['numbers'] as string[]).map((number) => {
    const code = refused[number]
    return { number, ...(code && { error: { code, message: 'Somebody else has it.' } }) }
  })
  await act(async () => {
    asked.answer({ results })
    await settle()
  })
}

describe('several rows at once', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C125] are selected by their boxes, and a range with Shift', async () => {
    const desk = await openInbox(8)
    fireEvent.click(box(1))
    expect(bar().getByText('1 selected')).toBeTruthy()
    fireEvent.click(box(4), { shiftKey: true })
    expect(selected(desk)).toEqual([1, 2, 3, 4].map(numberOf))
    fireEvent.click(screen.getByText('+1 415 555 2006'), { shiftKey: true })
    expect(selected(desk)).toHaveLength(6)
    expect(location.pathname).toContain(encodeURIComponent(numberOf(0)))
    fireEvent.click(bar().getByRole('button', { name: 'Select all 8' }))
    expect(selected(desk)).toHaveLength(8)
    fireEvent.click(bar().getByRole('button', { name: 'Select none' }))
    expect(screen.queryByRole('group', { name: 'With those selected' })).toBeNull()
  })

  it('[C125] [C127] are selected by X, Shift with J and K, and *; Escape selects none', async () => {
    const desk = await openInbox(5)
    press('x')
    expect(selected(desk)).toEqual([numberOf(0)])
    press('J', { shiftKey: true })
    press('J', { shiftKey: true })
    expect(selected(desk)).toEqual([0, 1, 2].map(numberOf))
    expect(document.activeElement?.getAttribute('data-number')).toBe(numberOf(2))
    press('Escape')
    expect(selected(desk)).toEqual([])
    press('K', { shiftKey: true })
    expect(selected(desk)).toEqual([1, 2].map(numberOf))
    press('*')
    expect(selected(desk)).toHaveLength(5)
  })

  it('[C125] are none after Escape, wherever nothing else takes it', async () => {
    const desk = await openInbox(3)
    choose()
    act(() => bar().getByRole('button', { name: 'Take' }).focus())
    press('Escape')
    expect(selected(desk)).toEqual([])
    await act(settle)
    expect(document.activeElement?.getAttribute('data-number')).toBe(numberOf(0))
    choose()
    act(() => screen.getByRole('log').focus())
    press('Escape', { isComposing: true })
    expect(selected(desk)).toHaveLength(2)
    press('Escape')
    expect(selected(desk)).toEqual([])
  })

  it('[C125] stay with an Escape that leaves a field, or closes what is open', async () => {
    const desk = await openInbox(3)
    choose()
    act(() => screen.getByRole('textbox', { name: 'Reply' }).focus())
    press('Escape')
    expect(document.activeElement).toBe(screen.getByRole('log'))
    expect(selected(desk)).toHaveLength(2)
    fireEvent.click(screen.getByRole('button', { name: 'Priority' }))
    act(() => document.querySelector<HTMLElement>('[data-action=priority]')?.focus())
    press('Escape')
    expect(screen.queryByRole('group', { name: 'Priority' })).toBeNull()
    expect(selected(desk)).toHaveLength(2)
    press('?')
    await screen.findByRole('dialog', { name: 'Keys' }, { timeout: 15_000 })
    press('Escape')
    expect(selected(desk)).toHaveLength(2)
  })

  it('[C125] are none after /, which leads to the search', async () => {
    const desk = await openInbox(3)
    press('x')
    act(() => bar().getByRole('button', { name: 'Take' }).focus())
    press('/')
    await act(settle)
    const search = screen.getByRole('textbox', { name: 'Search name or number' })
    expect(document.activeElement).toBe(search)
    expect(selected(desk)).toEqual([])
    act(() => search.blur())
    press('x')
    press('e')
    expect(isAvailable('search')).toBe(false)
  })

  it('[C125] are no longer when they leave the list, or something else is looked at', async () => {
    const desk = await openInbox(4)
    for (const n of [1, 2]) fireEvent.click(box(n))
    const gone = makeConversation({ number: numberOf(1), status: 'resolved', changedSeq: 102 })
    act(() => desk.wire.tell({ type: 'conversations', seq: 102, conversations: [gone] }))
    expect(selected(desk)).toEqual([numberOf(2)])
    fireEvent.click(screen.getByRole('tab', { name: 'All' }))
    expect(selected(desk)).toEqual([])
  })

  it('[C126] are resolved; what was refused is told by name and reason, and stays selected', async () => {
    const held = { assignee: ben.id, name: 'Zoë' }
    const desk = await openInbox(4, (n) => (n === 2 ? held : {}))
    await act(async () => {
      desk.console.showInbox({ view: 'all' })
      await settle()
    })
    for (const n of [0, 1]) fireEvent.click(box(n))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Zoë' }))
    fireEvent.click(bar().getByRole('button', { name: 'Resolve' }))
    expect(desk.wire.last('bulk').args).toEqual({
      action: 'resolve',
      numbers: [0, 1, 2].map(numberOf),
    })
    await answer(desk, { [numberOf(2)]: 'NOT_HOLDER' })
    expect(selected(desk)).toEqual([numberOf(2)])
    const told = within(screen.getByRole('alert'))
    expect(told.getByText('1 of 3 was not changed. It is still selected.')).toBeTruthy()
    expect(told.getByText('Zoë: Held by Ben Okafor.')).toBeTruthy()
    fireEvent.click(told.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('[C126] go a hundred at a time, with progress, and no further without a connection', async () => {
    const desk = await openInbox(250)
    press('*')
    fireEvent.click(bar().getByRole('button', { name: 'Release' }))
    expect(desk.wire.last('bulk').args['numbers']).toHaveLength(100)
    await answer(desk)
    expect(bar().getByText('100 of 250…')).toBeTruthy()
    await act(async () => {
      desk.wire.last('bulk').refuse(new SwitchboardError('UNAVAILABLE', 'There is no connection.'))
      await settle()
    })
    expect(desk.wire.count('bulk')).toBe(2)
    expect(selected(desk)).toHaveLength(150)
    expect(screen.getByRole('alert').textContent).toContain('150 of 250 were not changed')
  })

  it('[C127] are what E, A, Z, L are for, and the palette; the open one is left alone', async () => {
    const labels = [{ id: 'vip', name: 'VIP', retired: false }]
    const desk = await openInbox(3, () => ({ assignee: null }), { labels })
    await act(async () => {
      desk.console.showInbox({ view: 'all' })
      await settle()
    })
    const numbers = [1, 2].map(numberOf)
    choose([1, 2])
    press('e')
    expect(desk.wire.last('bulk').args).toEqual({ numbers, action: 'resolve' })
    press('e')
    press('a')
    expect(desk.wire.count('bulk')).toBe(1)
    await answer(desk)
    choose([1, 2])
    press('a')
    expect(desk.wire.last('bulk').args).toEqual({ numbers, action: 'take' })
    await answer(desk)
    choose([1, 2])
    press('z')
    expect(bar().getByRole('group', { name: 'Snooze' })).toBeTruthy()
    press('Escape')
    press('l')
    expect(bar().getByRole('group', { name: 'Labels' })).toBeTruthy()
    press('Escape')
    press(']')
    expect(isAvailable('resolveNext')).toBe(false)
    for (const op of ['resolve', 'take', 'snooze']) expect(desk.wire.count(op)).toBe(0)
    act(() => desk.console.selection.clear())
    press('e')
    expect(desk.wire.last('resolve').args).toMatchObject({ number: numberOf(0) })
  })

  it('[C126] are snoozed, labelled and transferred', async () => {
    const labels = [{ id: 'vip', name: 'VIP', retired: false }]
    const desk = await openInbox(3, (n) => (n === 1 ? { labels: ['vip'] } : {}), { labels })
    const numbers = [0, 1].map(numberOf)
    choose()
    fireEvent.click(bar().getByRole('button', { name: 'Snooze' }))
    fireEvent.click(bar().getByRole('button', { name: 'Until the customer writes' }))
    expect(desk.wire.last('bulk').args).toEqual({ numbers, action: 'snooze', until: null })
    await answer(desk)
    choose()
    fireEvent.click(bar().getByRole('button', { name: 'Labels' }))
    const label = bar().getByRole('checkbox', { name: 'VIP' })
    expect(label.getAttribute('aria-checked')).toBe('mixed')
    fireEvent.click(label)
    expect(desk.wire.last('bulk').args).toEqual({ numbers, action: 'label', label: 'vip' })
    await answer(desk)
    choose()
    fireEvent.click(bar().getByRole('button', { name: 'Transfer' }))
    fireEvent.change(bar().getByRole('combobox', { name: 'Hand it to' }), {
      target: { value: `agent:${ben.id}` },
    })
    fireEvent.click(bar().getByRole('button', { name: 'Hand on' }))
    await act(settle)
    expect(desk.wire.last('bulk').args).toEqual({
      numbers,
      action: 'transfer',
      to: { kind: 'agent', agent: ben.id },
    })
  })

  it('[C52] [C126] get a label that an admin makes on the way; a refusal is told, and made again', async () => {
    const desk = await openInbox(3)
    const numbers = [0, 1].map(numberOf)
    choose()
    press('l')
    const field = bar().getByRole('textbox', { name: 'Find or make a label' })
    fireEvent.change(field, { target: { value: ' Refund ' } })
    expect(bar().queryByText('No label fits.')).toBeNull()
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(desk.wire.last('put-label').args).toEqual({ name: 'Refund' })
    await act(async () => {
      desk.wire.last('put-label').refuse(new SwitchboardError('NAME_TAKEN', 'It has that name.'))
      await settle()
    })
    expect(bar().getByRole('alert').textContent).toBe('It has that name.')
    fireEvent.click(bar().getByRole('button', { name: /Refund/ }))
    await act(async () => {
      desk.wire.last('put-label').answer({ label: { id: 'new', name: 'Refund', retired: false } })
      await settle()
    })
    expect(desk.wire.last('bulk').args).toEqual({ numbers, action: 'label', label: 'new' })
  })

  it('[C189] resolved at once are told, and taken back one by one, each to who held it', async () => {
    const desk = await openInbox(3)
    choose([0, 1, 2])
    press('e')
    await answer(desk, { [numberOf(2)]: 'STALE_ASSIGNMENT' })
    expect(screen.getByText('Resolved: 2 conversations')).toBeTruthy()
    act(() => screen.getByRole('button', { name: 'Undo' }).click())
    const asked = desk.wire.asked.filter(({ op }) => op === 'reopen')
    expect(asked.map(({ args }) => args)).toEqual([
      { number: numberOf(0), assignmentVersion: 2 },
      { number: numberOf(1), assignmentVersion: 2 },
    ])
    const held = { assignee: ada.id, assignmentVersion: 3, changedSeq: 200 }
    await act(async () => {
      asked[0]?.answer({ conversation: makeConversation({ number: numberOf(0), ...held }) })
      asked[1]?.refuse(new SwitchboardError('UNAVAILABLE', 'There is no connection right now.'))
      await settle()
    })
    expect(desk.wire.count('release')).toBe(0)
    expect(screen.getByText(/^Not undone: 1 of 2 conversations\. /)).toBeTruthy()
  })

  it('[C189] snoozed at once are told, and wake likewise, to nobody where nobody held them', async () => {
    const desk = await openInbox(3, (n) => (n === 1 ? { assignee: null } : {}))
    await act(async () => {
      desk.console.showInbox({ view: 'all' })
      await settle()
    })
    choose([0, 1, 2])
    press('z')
    act(() => bar().getByRole('button', { name: 'Until the customer writes' }).click())
    await answer(desk, { [numberOf(2)]: 'NOT_HOLDER' })
    expect(screen.getByText('Snoozed: 2 conversations')).toBeTruthy()
    act(() => screen.getByRole('button', { name: 'Undo' }).click())
    const asked = desk.wire.asked.filter(({ op }) => op === 'reopen')
    expect(asked.map(({ args }) => args)).toEqual([
      { number: numberOf(0), assignmentVersion: 2 },
      { number: numberOf(1), assignmentVersion: 2 },
    ])
    const awake = { assignmentVersion: 3, changedSeq: 200 }
    await act(async () => {
      for (const [n, one] of asked.entries())
        one.answer({ conversation: makeConversation({ number: numberOf(n), ...awake }) })
      await settle()
    })
    expect(desk.wire.last('release').args).toEqual({ number: numberOf(1), assignmentVersion: 3 })
    await act(async () => {
      const conversation = makeConversation({ number: numberOf(1), ...awake, assignee: null })
      desk.wire.last('release').answer({ conversation })
      await settle()
    })
    expect(screen.getByText('Awake again: 2 conversations')).toBeTruthy()
  })

  it('[C189] snoozed once more are told of, without a way back', async () => {
    const desk = await openInbox(2, () => ({ status: 'snoozed', snoozedUntil: null }))
    await act(async () => {
      desk.console.showInbox({ view: 'all', status: 'snoozed' })
      await settle()
    })
    choose()
    press('z')
    act(() =>
      bar()
        .getByRole('button', { name: /^For an hour/ })
        .click(),
    )
    await answer(desk)
    expect(screen.getByText('Snoozed: 2 conversations')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('[C189] more than a hundred resolved at once are told of, without a way back', async () => {
    const desk = await openInbox(101)
    press('*')
    press('e')
    await answer(desk)
    await answer(desk)
    expect(screen.getByText('Resolved: 101 conversations')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })
})

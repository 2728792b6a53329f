import {
  SwitchboardError,
  type Quarantined,
  type Rejection,
  type System,
} from '@switchboard/protocol'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ConsoleContext } from '../src/console-context.ts'
import { Desk } from '../src/desk.tsx'
import { OptOut } from '../src/customer/opt-out.tsx'
import { speak } from '../src/i18n/index.ts'
import { backfillText, rejectionAdvice } from '../src/words/system.ts'
import { ada, ben, CUSTOMER, LINE, makeConversation, makeEvent } from './factories.ts'
import { openConsole, settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'

const AT = '2026-11-22T12:00:00.000Z'

const rejection: Rejection = {
  at: AT,
  path: '/smswebhook',
  reason: 'the signature does not match',
  why: { code: 'wrongSignature', values: [] },
  address: '203.0.113.7',
  checkedUrl: 'https://sms.example.com/smswebhook',
  signedFor: null,
}

const quarantined: Quarantined = {
  id: 'q1',
  at: AT,
  kind: 'message',
  path: '/smswebhook',
  problem: 'To is missing',
  why: { code: 'missing', values: ['To'] },
  replays: 0,
  params: { From: CUSTOMER, Body: 'Is it still there?' },
}

const elsewhere = { code: 'webhookElsewhere', values: ['other.example.com'], text: 'Look out' }

function makeSystem(facts: Partial<System> = {}): System {
  return {
    startedAt: AT,
    warnings: [],
    lines: [LINE],
    store: { seq: 1, conversations: { open: 1 }, outbox: 0 },
    rejected: { count: 0, newest: [] },
    quarantine: { quarantined: [], total: 0, discarded: [] },
    backfill: { running: false, lastRunAt: AT, added: 0, error: null },
    job: null,
    ...facts,
  }
}

/** The System dialog as Ada, an admin, sees it. */
async function openSystem(facts: Partial<System> = {}) {
  const opened = openConsole()
  render(
    <ConsoleContext value={opened.console}>
      <Desk />
    </ConsoleContext>,
  )
  await act(async () => {
    opened.wire.welcome()
    await settle()
  })
  fireEvent.click(screen.getByRole('button', { name: 'System' }))
  await waitFor(() => opened.wire.last('system'))
  await act(async () => {
    opened.wire.last('system').answer({ system: makeSystem(facts) })
    await settle()
  })
  return opened
}

const button = (name: string) => screen.getByRole('button', { name })

describe('the System dialog', () => {
  beforeAll(giveSizes)
  afterEach(cleanup)

  it('[C29] tells which address was checked and what to compare when a webhook was refused', async () => {
    await openSystem({ rejected: { count: 12, newest: [rejection] }, warnings: [elsewhere] })
    expect(screen.getByText('https://sms.example.com/smswebhook')).toBeTruthy()
    expect(screen.getByText(/Compare the address above, letter by letter/)).toBeTruthy()
    expect(screen.getByText(/^12 since the start/)).toBeTruthy()
    expect(screen.getByText('Our number’s texts go to other.example.com, not here.')).toBeTruthy()
  })

  it('[C29] replays what is in quarantine, and discards it only with a note', async () => {
    const { wire } = await openSystem({
      quarantine: { quarantined: [quarantined], total: 1, discarded: [] },
    })
    expect(screen.getByText(`A text from +1 415 555 0142: “Is it still there?”`)).toBeTruthy()
    fireEvent.click(button('Replay'))
    expect(wire.last('replay-quarantined').args).toEqual({ id: 'q1' })
    fireEvent.click(button('Discard…'))
    fireEvent.change(screen.getByRole('textbox', { name: 'Why is it not needed?' }), {
      target: { value: 'a test of ours' },
    })
    fireEvent.click(button('Discard'))
    expect(wire.last('discard-quarantined').args).toEqual({ id: 'q1', note: 'a test of ours' })
  })

  it('[C29] asks the carrier when told to', async () => {
    const { wire } = await openSystem()
    fireEvent.click(button('Check Twilio now'))
    expect(wire.last('check-carrier').args).toEqual({})
  })

  it('[C29] has words for each trouble', () => {
    const signedFor = 'https://old.example.com/smswebhook'
    expect(rejectionAdvice({ ...rejection, signedFor })).toContain(signedFor)
    const missing = { ...rejection, why: { code: 'unsigned', values: [] } }
    expect(rejectionAdvice(missing)).toContain('somebody else')
    const backfill = { running: false, lastRunAt: AT, added: 2, error: null }
    expect(backfillText(makeSystem({ backfill }))).toContain('2 missing messages were added')
    expect(backfillText(makeSystem({ backfill: { ...backfill, error: 'no route' } }))).toContain(
      'no route',
    )
  })

  it('[C64] says in the reader’s language why webhooks were refused and not read, and the carrier not asked', async () => {
    const why = { code: 'carrierAway', values: ['ECONNREFUSED'] }
    await openSystem({
      rejected: { count: 1, newest: [rejection] },
      quarantine: { quarantined: [quarantined], total: 1, discarded: [] },
      backfill: { running: false, lastRunAt: AT, added: 0, error: 'connect ECONNREFUSED', why },
    })
    expect(screen.getByText('The signature does not match')).toBeTruthy()
    expect(screen.getByText(/^To is missing/)).toBeTruthy()
    expect(screen.getByText(/Twilio could not be reached \(ECONNREFUSED\)/)).toBeTruthy()
    await act(() => speak('zh-CN'))
    expect(screen.getByText('签名不符')).toBeTruthy()
    expect(screen.getByText(/^缺少 To/)).toBeTruthy()
    expect(screen.getByText(/无法连接 Twilio（ECONNREFUSED）/)).toBeTruthy()
    await act(() => speak('en'))
  })

  it('[C64] shows a problem as it came where it has no code, or one that is not known', async () => {
    const { why: _, ...older } = quarantined
    const newer = { ...rejection, reason: 'sent twice', why: { code: 'sentTwice', values: [] } }
    await openSystem({
      rejected: { count: 1, newest: [newer] },
      quarantine: { quarantined: [older], total: 1, discarded: [] },
    })
    await act(() => speak('zh-CN'))
    expect(screen.getByText('Sent twice')).toBeTruthy()
    expect(screen.getByText(/^To is missing/)).toBeTruthy()
    await act(() => speak('en'))
  })
})

/** What Ada, or somebody else, is shown beside a thread. */
function showOptOut(row = makeConversation(), me = ada) {
  const opened = openConsole()
  opened.console.state.update((state) => ({ ...state, me }))
  const entries = [makeEvent({ event: 'opted-out', agent: 'ben', reason: 'wrote no' })]
  render(
    <ConsoleContext value={opened.console}>
      <OptOut row={row} entries={row.optedOut ? entries : []} />
    </ConsoleContext>,
  )
  return opened
}

describe('opting out', () => {
  afterEach(cleanup)

  it('[C28] records what a Customer said in other words, with a note', async () => {
    const { wire } = showOptOut()
    expect(screen.getByText('May be texted')).toBeTruthy()
    fireEvent.click(button('Record opt-out…'))
    fireEvent.change(screen.getByRole('textbox', { name: 'What did they say?' }), {
      target: { value: 'wrote "please stop"' },
    })
    fireEvent.click(button('Record opt-out'))
    expect(wire.last('opt-out').args).toEqual({ number: CUSTOMER, note: 'wrote "please stop"' })
    await act(async () => {
      wire.last('opt-out').refuse(new SwitchboardError('NOT_HOLDER', 'Somebody else holds it.'))
      await settle()
    })
    expect(screen.getByRole('alert').textContent).toBe('Somebody else holds it.')
  })

  it('[C28] shows the state with its history, and opts in again', async () => {
    const { wire } = showOptOut(makeConversation({ optedOut: true, stoppedLines: [LINE] }))
    expect(screen.getByText('Opted out')).toBeTruthy()
    expect(screen.getByText(/recorded an opt-out · wrote no/)).toBeTruthy()
    fireEvent.click(button('Opt in again…'))
    fireEvent.change(screen.getByRole('textbox', { name: 'How do you know?' }), {
      target: { value: 'called us' },
    })
    fireEvent.click(button('Opt in again'))
    expect(wire.last('opt-in').args).toEqual({ number: CUSTOMER, note: 'called us' })
  })

  it('[C28] offers nothing to an agent who does not hold it', () => {
    showOptOut(makeConversation({ assignee: 'ada' }), ben)
    expect(screen.queryByRole('button')).toBeNull()
  })
})

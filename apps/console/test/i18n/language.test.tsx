import { SwitchboardError, reasons } from '@switchboard/protocol'
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { speak } from '../../src/i18n/index.ts'
import { preferredLanguage } from '../../src/i18n/language.ts'
import { allWords } from '../../src/i18n/later.ts'
import { setPreference } from '../../src/state/preferences.ts'
import { eventText } from '../../src/words/entries.ts'
import { saidWords } from '../../src/words/errors.ts'
import { lengthText } from '../../src/words/length.ts'
import { originText } from '../../src/words/origin.ts'
import { ageText, dayText, shortAge, waitingText, whenText } from '../../src/words/time.ts'
import { ada, ben, makeEvent, makeMessage } from '../factories.ts'
import { makeCounts } from '../fake-wire.ts'
import { giveSizes } from '../layout.ts'
import { openDesk } from '../open-desk.tsx'

const NOON = new Date(2026, 10, 22, 12).getTime()
const MINUTE = 60_000
const ago = (ms: number): string => new Date(NOON - ms).toISOString()
const agents = { ada, ben }

beforeAll(giveSizes)
afterEach(async () => {
  cleanup()
  history.replaceState(null, '', '/')
  setPreference({ language: 'system' })
  await act(() => speak('en'))
})

describe('languages', () => {
  it('[C61] speaks what the browser asks for first, of what it can', () => {
    expect(preferredLanguage(['zh-TW', 'en'])).toBe('zh-CN')
    expect(preferredLanguage(['fr', 'en-GB', 'zh'])).toBe('en')
    expect(preferredLanguage(['sv'])).toBe('en')
  })

  it('[C61] follows a switch at once, in rows that nothing else changed', async () => {
    const message = makeMessage({ position: 1, body: 'Still there?' })
    const event = makeEvent({ position: 2, event: 'resolved', agent: 'ben' })
    await openDesk({ unread: 2, optedOut: false, lastEntry: event }, [message, event])
    const row = within(screen.getByRole('list', { name: 'Inbox' }))
    expect(row.getByText('Ben Okafor resolved it')).toBeTruthy()
    await act(() => speak('zh-CN'))
    expect(document.documentElement.lang).toBe('zh-CN')
    const inbox = within(screen.getByRole('list', { name: '收件箱' }))
    expect(inbox.getByText('Ben Okafor解决了会话')).toBeTruthy()
    expect(inbox.getByText('条未读', { exact: false })).toBeTruthy()
    const log = within(screen.getByRole('log', { name: '会话记录' }))
    expect(log.getByText('会话从这里开始。')).toBeTruthy()
    expect(log.getByRole('article', { name: '客户' })).toBeTruthy()
    expect(log.getByText('Ben Okafor解决了会话')).toBeTruthy()
    const reply = screen.getByRole<HTMLTextAreaElement>('textbox', { name: '回复' })
    expect(reply.placeholder).toBe('用短信回复…')
    expect(screen.getByRole('button', { name: '发送' })).toBeTruthy()
    expect(screen.getByRole('tab', { name: '未分配' })).toBeTruthy()
    fireEvent.change(reply, { target: { value: '您好' } })
    // Whoever writes Chinese need not be told that it is.
    expect(document.querySelector('#meter')?.textContent).toBe('1 段 · 剩余 68 个 · UCS-2')
    fireEvent.change(reply, { target: { value: 'Hi 🙂' } })
    expect(document.querySelector('#meter')?.textContent).toMatch(/UCS-2 · 由于.*🙂/u)
    await act(() => speak('en'))
    expect(screen.getByRole('textbox', { name: 'Reply' })).toBeTruthy()
  })

  it('[C63] writes a large count as the language does', async () => {
    const { wire } = await openDesk()
    act(() => wire.tell({ type: 'counts', seq: 101, counts: makeCounts(1, 0, 12_345) }))
    const all = screen.getByRole('tab', { name: 'All' })
    expect(all.textContent).toBe('All12,345')
    expect(document.querySelector('#count-all')?.textContent).toBe('12,345 open')
  })

  it('[C63] tells ages, days and times as each language does', async () => {
    const since = ago(3 * MINUTE)
    expect(shortAge(since, NOON)).toBe('3m')
    expect(waitingText(since, NOON)).toBe('Waiting 3m')
    expect(waitingText(ago(8 * 24 * 60 * MINUTE), NOON)).toBe('Waiting since Nov 14')
    expect(lengthText(ago(44_000), NOON)).toBe('less than a minute')
    expect(lengthText(ago(MINUTE), NOON)).toBe('for 1 minute')
    // The header and the panel stand side by side.
    expect(waitingText(ago(100_000), NOON)).toBe('Waiting 2m')
    expect(lengthText(ago(100_000), NOON)).toBe('for 2 minutes')
    expect(lengthText(since, NOON)).toBe('for 3 minutes')
    expect(lengthText(ago(125 * MINUTE), NOON)).toBe('for 2 hours')
    expect(lengthText(ago(50 * 60 * MINUTE), NOON)).toBe('for 2 days')
    expect(dayText(ago(24 * 60 * MINUTE), NOON)).toBe('Yesterday')
    await act(() => speak('zh-CN'))
    expect(ageText(ago(0), NOON)).toBe('刚刚')
    expect(ageText(since, NOON)).toBe('3分钟前')
    expect(shortAge(since, NOON)).toMatch(/^3\s?分钟$/)
    expect(waitingText(since, NOON)).toMatch(/^已等待 3/)
    expect(lengthText(ago(0), NOON)).toBe('不到 1 分钟')
    expect(lengthText(since, NOON)).toBe('已有 3分钟')
    expect(dayText(ago(0), NOON)).toBe('今天')
    expect(dayText(ago(24 * 60 * MINUTE), NOON)).toBe('昨天')
    expect(dayText(ago(400 * 24 * 60 * MINUTE), NOON)).toBe('2025年10月18日')
    expect(whenText(ago(-26 * 60 * MINUTE), NOON)).toBe('周一 14:00')
  })

  it('[C63] tells one from many where the language does', async () => {
    const { empty } = allWords()
    expect(empty.waiting(1)).toBe('1 conversation waits for somebody to take.')
    expect(empty.waiting(1200)).toBe('1,200 conversations wait for somebody to take.')
    await act(() => speak('zh-CN'))
    expect(allWords().empty.waiting(1)).toBe('有 1 个会话等待认领。')
    expect(allWords().empty.waiting(1200)).toBe('有 1,200 个会话等待认领。')
  })

  it('[C63] names countries in the reader’s language', async () => {
    const told = [makeMessage({ origin: { country: 'US' } })]
    expect(originText(told)).toBe('United States')
    await act(() => speak('zh-CN'))
    expect(originText(told)).toBe('美国')
  })

  it('[C64] says what the switchboard said: refusals by their code, reasons by theirs', async () => {
    const error = new SwitchboardError('AGENT_FULL', 'Ben has enough to do.')
    const event = makeEvent({ event: 'assigned', subject: 'ben', reason: reasons.answeredLast })
    const prioritised = makeEvent({ event: 'prioritised', agent: 'ada', reason: 'high: VIP' })
    const text = (entry: typeof event): string =>
      entry.kind === 'event' ? eventText(entry, agents, 'ada') : ''
    expect(saidWords(error)).toBe('Ben has enough to do.')
    expect(text(event)).toBe('Given to Ben Okafor · answered this customer last')
    expect(text(prioritised)).toBe('You changed its priority · High: VIP')
    await act(() => speak('zh-CN'))
    expect(saidWords(error)).toBe('对方手中的会话已满。')
    expect(saidWords({ code: 'CONSUMER_TOO_SLOW', message: 'Too slow.' })).toBe('Too slow.')
    expect(text(event)).toBe('会话分配给Ben Okafor · 上次由其回复该客户')
    const byApi = makeEvent({ event: 'assigned', subject: 'ben', reason: 'by the API: VIP' })
    expect(text(byApi)).toBe('会话分配给Ben Okafor · 由 API 操作: VIP')
    const toTeam = { event: 'transferred', team: 't1', reason: 'to Billing, by the API' } as const
    expect(text(makeEvent(toTeam))).toContain('由 API 操作')
    expect(text(makeEvent(toTeam))).not.toContain('by the API')
    expect(text(makeEvent({ event: 'resolved', agent: 'ben', reason: 'paid' }))).toBe(
      'Ben Okafor解决了会话 · paid',
    )
  })

  it.each(Object.values(reasons))('[C64] has words for the reason "%s"', async (reason) => {
    const event = makeEvent({ event: 'reopened', reason })
    await act(() => speak('zh-CN'))
    const text = event.kind === 'event' ? eventText(event, agents, 'ada') : ''
    expect(text).toMatch(/\p{Script=Han}$/u)
  })
})

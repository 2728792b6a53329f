import type { PhoneText } from '@switchboard/protocol'

/** What a phone's screen shows, top to bottom. */
export type ScreenItem =
  | { kind: 'time'; key: string; label: string }
  | { kind: 'text'; key: string; text: PhoneText; endsGroup: boolean; showState: boolean }
  | { kind: 'coming'; key: string }

const pauseMs = 15 * 60_000

/**
 * Texts in the order they came; a time where there was a pause, the tail on the last bubble of a group, the state
 * under the newest own text, and dots while something is on its way. Lost texts never reached the phone.
 */
export function screenItems(texts: PhoneText[], now: number): ScreenItem[] {
  const shown = texts.filter(
    ({ direction, state }) => direction === 'inbound' || state === 'delivered',
  )
  const newestOwn = shown.findLast(({ direction }) => direction === 'inbound')?.sid
  const items = shown.flatMap((text, index): ScreenItem[] => {
    const before = shown[index - 1]
    const after = shown[index + 1]
    const item: ScreenItem = {
      kind: 'text',
      key: text.sid,
      text,
      endsGroup: !after || after.direction !== text.direction || isPause(text, after),
      showState: text.sid === newestOwn || text.state === 'unanswered',
    }
    const time: ScreenItem = {
      kind: 'time',
      key: `time ${text.sid}`,
      label: timeLabel(text.at, now),
    }
    return !before || isPause(before, text) ? [time, item] : [item]
  })
  const coming = texts.some(({ state }) => state === 'coming')
  return coming ? [...items, { kind: 'coming', key: 'coming' }] : items
}

function isPause(before: PhoneText, after: PhoneText): boolean {
  return Date.parse(after.at) - Date.parse(before.at) > pauseMs
}

/** `Today 14:03`, `Yesterday 14:03`, `Sat 14:03`, then the date. */
export function timeLabel(at: string, now: number): string {
  const time = new Date(at)
  const clock = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' }).format(time)
  const days = Math.round((midnight(now) - midnight(time.getTime())) / 86_400_000)
  if (days <= 0) return `Today ${clock}`
  if (days === 1) return `Yesterday ${clock}`
  const day: Intl.DateTimeFormatOptions =
    days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'short', year: 'numeric' }
  return `${new Intl.DateTimeFormat('en', day).format(time)} ${clock}`
}

function midnight(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}

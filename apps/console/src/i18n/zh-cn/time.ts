import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const time: Translated<typeof english.time> = {
  now: '现在',
  justNow: '刚刚',
  waiting: '等待中',
  waitingFor: (age) => `已等待 ${age}`,
  waitingSince: (date) => `自${date}起等待`,
  underAMinute: '不到 1 分钟',
  lasting: (length) => `已有 ${length}`,
  dayAndTime: (day, clock) => `${day} ${clock}`,
}

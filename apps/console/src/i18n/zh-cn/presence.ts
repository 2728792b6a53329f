import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const presence: Translated<typeof english.presence> = {
  available: '在线',
  busy: '忙碌',
  away: '离开',
  offline: '离线',
}

export const shift: Translated<typeof english.shift> = {
  youAre: '您的状态',
  end: '下班…',
  awayNow: '您现在是离开状态。',
  givenBack: (n) => `${n} 个会话已放回队列。您现在是离开状态。`,
  beAway: '设为离开',
  giveBack: (n) => `放回 ${n} 个`,
  nothingHeld: '您手中没有进行中的会话。您将设为离开。',
  held: (open, unanswered) =>
    `您手中有 ${open} 个进行中的会话，其中 ${unanswered} 个未回复。全部放回队列后，您将设为离开。`,
}

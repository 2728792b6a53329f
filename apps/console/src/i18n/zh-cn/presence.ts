import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const presence: Translated<typeof english.presence> = {
  available: '在线',
  busy: '忙碌',
  away: '离开',
  offline: '离线',
}
